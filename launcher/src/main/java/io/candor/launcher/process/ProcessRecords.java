package io.candor.launcher.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.state.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The records of all processes of one state folder. */
public final class ProcessRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** Records kept in that folder. */
    public ProcessRecords(Path folder) {
        this.folder = folder;
    }

    /** Writes or replaces a record. */
    public void write(ProcessRecord record) {
        try {
            PrivateFile.write(file(record.name()), JSON.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a record, if there is one. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record of that name, if there is one that can be read. */
    public Optional<ProcessRecord> find(String name) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(name)), ProcessRecord.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All records, by name. */
    public List<ProcessRecord> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .flatMap(name -> find(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends what an earlier launcher left running and forgets it. A process whose command line is not the recorded one
     * is somebody else's and stays; so does the caller itself.
     *
     * @return the names of the processes that were still running
     */
    public List<String> endLeftovers(Duration grace) throws InterruptedException {
        var others = all().stream()
                .filter(record -> record.pid() != ProcessHandle.current().pid())
                .toList();
        var left = others.stream().filter(ProcessRecord::isAlive).toList();
        for (var record : left) {
            ProcessGroup.signal(record.pid(), record.stop().name());
        }
        var deadline = System.nanoTime() + grace.toNanos();
        for (var record : left) {
            while (record.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            if (record.isAlive()) {
                ProcessGroup.signal(record.pid(), "KILL");
            }
            while (record.isAlive()) {
                Thread.sleep(20);
            }
        }
        others.forEach(record -> remove(record.name()));
        return left.stream().map(ProcessRecord::name).toList();
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
