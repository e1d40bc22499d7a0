package dev.cogo.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Command {
    private static final int MAX_OUTPUT_CHARS = 4_000;

    /** As a shell reports them. */
    private static final int TIMED_OUT = 124;

    private static final int NOT_FOUND = 127;

    private Command() {}

    /**
     * What came of it.
     *
     * @param output standard output and error together, at most the last 4,000 characters
     */
    record Result(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    /** Runs it with nothing on its standard input. */
    static Result run(List<String> command, Duration limit) {
        return run(command, "", limit);
    }

    /**
     * Runs it and waits. A program that does not exist, fails or takes too long (then it is killed) is a result too.
     *
     * @param input for its standard input, a few kilobytes at most
     * @throws EmbeddedPostgresException if the thread is interrupted; the program is then killed
     */
    static Result run(List<String> command, String input, Duration limit) {
        // A file and no pipe: a server that is left running inherits a pipe, and its reader would wait for the server's
        // end.
        Path output = null;
        try {
            output = Files.createTempFile("cogo-pg-", ".out");
            return finish(start(command, output), input, limit, output);
        } catch (IOException e) {
            return new Result(NOT_FOUND, String.valueOf(e.getMessage()));
        } finally {
            delete(output);
        }
    }

    private static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                // The server's user may not be allowed into the directory that we were started in.
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()));
        // Nothing of our environment: it may hold secrets, and PG* variables would change what the programs do.
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "");
        environment.clear();
        environment.put("PATH", path + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder.start();
    }

    private static Result finish(Process process, String input, Duration limit, Path output) throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            // It ended without reading; its exit code and output say why.
        }
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(process.exitValue(), tail(output));
            }
            process.destroyForcibly();
            return new Result(TIMED_OUT, tail(output) + "\nnot finished after " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL was being started or stopped.", e);
        }
    }

    private static String tail(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return text.substring(Math.max(0, text.length() - MAX_OUTPUT_CHARS));
    }

    private static void delete(Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
