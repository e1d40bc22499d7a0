package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running server, as its {@code postmaster.pid} tells. The lines of that file are set down in PostgreSQL's
 * {@code src/include/utils/pidfile.h}.
 *
 * @param pid its process
 * @param port where it listens; 0 as long as it has not said so
 * @param ready whether it takes connections
 * @param command how it was started
 */
record Postmaster(long pid, int port, boolean ready, List<String> command) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** More than any system gives out, so a signal to it always finds nobody. */
    private static final long NOBODYS_PID = Integer.MAX_VALUE;

    /** The server of a data directory; empty if there is none, whatever an old file says. */
    static Optional<Postmaster> of(Path data) {
        return read(data).filter(postmaster -> postmaster.serves(data));
    }

    /**
     * To be called when no server runs and before one is started. PostgreSQL takes any live process with the number in the file for a
     * running server, and in a container, where numbers start at 1 again, that may be anybody: our own thread, or a dead server
     * that nobody has waited for. Deleting the file would also delete what PostgreSQL finds surviving children of a crashed server
     * with, so only the number is made harmless.
     */
    static void disownStale(Path data) {
        Path file = file(data);
        Optional<Postmaster> stale =
                read(data).filter(p -> ProcessHandle.of(p.pid).isPresent());
        if (stale.isEmpty()) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            lines.set(PID_LINE, Long.toString(NOBODYS_PID));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The file " + file + " of an earlier server can't be written: " + PostgresFiles.reason(e), e);
        }
    }

    /** Whether the process has not ended; it may do so a moment after its file has gone. */
    boolean isAlive() {
        return command(pid).equals(command);
    }

    /** Whether the process is a PostgreSQL of that directory, and not a later one with the same number or a dead one. */
    private boolean serves(Path data) {
        return !command.isEmpty()
                && Path.of(command.getFirst()).endsWith("postgres")
                && command.contains(data.toString());
    }

    private static Optional<Postmaster> read(Path data) {
        try {
            List<String> lines = Files.exists(file(data)) ? Files.readAllLines(file(data)) : List.of();
            // A server in single-user mode writes its number negative.
            long pid = Math.abs(number(lines, PID_LINE));
            return pid == 0
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            pid,
                            (int) number(lines, PORT_LINE),
                            line(lines, STATUS_LINE).equals("ready"),
                            command(pid)));
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The file " + file(data) + " can't be read: " + PostgresFiles.reason(e), e);
        }
    }

    /** Empty if there is no such process. */
    private static List<String> command(long pid) {
        Path cmdline = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.notExists(Path.of("/proc/self/cmdline"))) {
            return ProcessHandle.of(pid).map(ProcessHandle::info).stream()
                    .flatMap(info -> Stream.concat(
                            info.command().stream(), info.arguments().stream().flatMap(Stream::of)))
                    .toList();
        }
        try {
            // Not ProcessHandle: it may not see the command of another user's process, even as root in a container;
            // this file may.
            String words = Files.readString(cmdline);
            return words.isEmpty() ? List.of() : List.of(words.split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long number(List<String> lines, int index) {
        String text = line(lines, index);
        return text.matches("-?\\d{1,10}") ? Long.parseLong(text) : 0;
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }
}
