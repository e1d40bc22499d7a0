package dev.cogo.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What may be chosen about an embedded server. That it flushes to disk before it acknowledges is not among it.
 *
 * @param port the TCP port on 127.0.0.1, or 0 for the one used last time, at first a free one
 * @param maxConnections connections it accepts, 10 to 10,000; written when the data directory is made, later a matter of
 *     {@code pg/postgresql.conf}
 * @param sharedBuffersMiB PostgreSQL's page cache in MiB, 16 to 65,536; written when the data directory is made, later a matter of
 *     {@code pg/postgresql.conf}
 * @param startTimeout how long a start may take, with recovery after a crash
 * @param stopTimeout how long a fast shutdown may take before it is made an immediate one, which the next start repairs
 * @param binaries where to unpack the binaries, to share them between data directories; else they lie in the data directory
 */
public record PostgresSettings(
        int port,
        int maxConnections,
        int sharedBuffersMiB,
        Duration startTimeout,
        Duration stopTimeout,
        Optional<Path> binaries) {

    /** Fits a laptop and a small server, and ends before whoever stops a node loses patience: Docker after 10 seconds. */
    public static final PostgresSettings DEFAULT =
            new PostgresSettings(0, 200, 256, Duration.ofMinutes(2), Duration.ofSeconds(2), Optional.empty());

    public PostgresSettings {
        requireRange("port", port, 0, 65_535);
        requireRange("maxConnections", maxConnections, 10, 10_000);
        requireRange("sharedBuffersMiB", sharedBuffersMiB, 16, 65_536);
        requireRange("startTimeout in seconds", startTimeout.toSeconds(), 1, 86_400);
        requireRange("stopTimeout in seconds", stopTimeout.toSeconds(), 1, 86_400);
    }

    /** The same with another port. */
    public PostgresSettings withPort(int newPort) {
        return new PostgresSettings(newPort, maxConnections, sharedBuffersMiB, startTimeout, stopTimeout, binaries);
    }

    /** The same with the binaries unpacked in another place. */
    public PostgresSettings withBinaries(Path directory) {
        return new PostgresSettings(
                port, maxConnections, sharedBuffersMiB, startTimeout, stopTimeout, Optional.of(directory));
    }

    private static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + least + " to " + most);
        }
    }
}
