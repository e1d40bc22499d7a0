package dev.cogo.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process owns the embedded server of a data directory. The kernel gives the lock back when the process ends, however it
 * ends.
 */
final class OwnerLock implements AutoCloseable {
    private final Path ownerFile;
    private final FileChannel channel;

    private OwnerLock(Path ownerFile, FileChannel channel) {
        this.ownerFile = ownerFile;
        this.channel = channel;
    }

    /** @throws EmbeddedPostgresException if this or another process owns it already */
    static OwnerLock acquire(PostgresFiles files) {
        try {
            String owner = readOwner(files.owner());
            // Asked before the lock file is touched: on POSIX systems, closing any channel of a file drops all locks
            // that this process has on it, the first owner's too.
            if (owner.equals(self())) {
                throw inUse(files, owner);
            }
            FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw inUse(files, owner);
            }
            Files.writeString(files.owner(), self());
            return new OwnerLock(files.owner(), channel);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The data directory " + files.home() + " can't be locked (" + PostgresFiles.reason(e)
                            + "). Start the program as the user who started it before, or give another DATA_DIR.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static EmbeddedPostgresException inUse(PostgresFiles files, String owner) {
        String pid = owner.replaceFirst(" .*", "");
        return new EmbeddedPostgresException("The data directory " + files.home() + " is in use by "
                + (pid.isEmpty() ? "another process" : "process " + pid)
                + ". Stop that one, or give this one another DATA_DIR or the DATABASE_URL of a server.");
    }

    private static String readOwner(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** With the start time: in a container every process of ours may have the same number. */
    private static String self() {
        ProcessHandle me = ProcessHandle.current();
        return me.pid() + " since " + me.info().startInstant().orElse(Instant.EPOCH);
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(ownerFile);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The lock beside " + ownerFile + " can't be given back.", e);
        }
    }
}
