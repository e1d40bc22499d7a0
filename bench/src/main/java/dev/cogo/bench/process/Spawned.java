package dev.cogo.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A program of others that runs until it is closed, or until this process ends. What it writes goes to a file. */
public final class Spawned implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final int POLL_MS = 20;
    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 30_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path log;
    private final Thread hook;

    private Spawned(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroy, "stop");
    }

    /**
     * Starts it.
     *
     * @param runner the command that runs it, such as {@code taskset}
     * @param folder for what it writes
     */
    public static Spawned start(List<String> runner, List<String> command, Path folder) throws IOException {
        List<String> line = new ArrayList<>(runner);
        line.addAll(command);
        Path log = folder.resolve("output.log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Spawned spawned = new Spawned(process, log);
        Runtime.getRuntime().addShutdownHook(spawned.hook);
        return spawned;
    }

    /**
     * A port of the loopback interface that nobody uses, another one at each call.
     *
     * <p>It is below Linux's range for outgoing connections (32768 and up): the system gives a port of that range out again
     * while the program that it is meant for still starts.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (GIVEN.contains(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return port;
                }
            } catch (BindException e) {
                // somebody's
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits until it takes connections. */
    public void awaitPort(InetSocketAddress address) {
        await(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Waits until it has written a line that begins so, and gives the rest of that line. */
    public String awaitLine(String begin) {
        String[] rest = new String[1];
        await(() -> {
            rest[0] = output().lines()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(begin.length()))
                    .findFirst()
                    .orElse(null);
            return rest[0] != null;
        });
        return rest[0];
    }

    private void await(Condition condition) {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!condition.holds()) {
                if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                    close();
                    throw new IllegalStateException("a server for comparison did not start; it said:\n" + output());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // the hook runs already
        }
    }
}
