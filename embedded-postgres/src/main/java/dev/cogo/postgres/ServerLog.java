package dev.cogo.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file that the server writes its log to. */
final class ServerLog {
    /** Two of them at most: this one and the one before. */
    static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final int TAIL_BYTES = 4_000;

    private final Path file;
    private final Password password;

    ServerLog(Path file, Password password) {
        this.file = file;
        this.password = password;
    }

    Path file() {
        return file;
    }

    /** Makes the file, so that the server's user can write to it in a directory that it may not write to. */
    void prepare(ServerUser user) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The log file " + file + " can't be written: " + PostgresFiles.reason(e), e);
        }
        user.own(file);
    }

    /** The length now, for {@link #since}. */
    long mark() {
        return file.toFile().length();
    }

    /** What was written since a mark, at most the last 4,000 bytes, without the password. */
    String since(long mark) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(mark, log.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) Math.max(0, log.length() - from)];
            log.seek(from);
            log.readFully(tail);
            return password.removeFrom(new String(tail, StandardCharsets.UTF_8)).strip();
        } catch (IOException e) {
            return "(" + file + " can't be read: " + e.getMessage() + ")";
        }
    }

    /**
     * Keeps the log bounded. The server holds the file open for appending, so it is copied and cut, not renamed; what is written in
     * between is lost, a line or two.
     */
    void cutIfLong() throws IOException {
        if (file.toFile().length() <= MAX_BYTES) {
            return;
        }
        Path older = file.resolveSibling(file.getFileName() + ".1");
        Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
            log.truncate(0);
        }
    }
}
