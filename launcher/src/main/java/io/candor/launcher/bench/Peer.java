package io.candor.launcher.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer server.
 *
 * @param command that starts it, without the folder of its settings
 * @param module the folder of its Python module
 * @param packages with their versions
 * @param missing why it cannot be had; null where it can
 */
record Peer(
        List<String> command,
        Path module,
        List<String> packages,
        @Nullable String missing) {}
