package io.candor.auditledger.checkpoint;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;

/**
 * What the log signs as.
 *
 * @param key the file of the C2SP signer key; it is created at the first start
 * @param origin the name of the log and of its key
 */
@ConfigurationProperties("candor.ledger")
record CheckpointConfig(Path key, String origin) {}
