package dev.cogo.node.ledger;

import dev.cogo.node.Main;
import dev.cogo.node.config.Setting;
import dev.cogo.node.launch.NodeGroup;
import dev.cogo.runtime.testing.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node in a JVM of its own, which can be killed and started again with the same ports. */
final class NodeProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    // Small and quick to start; a compiler that takes its time would still be at work when the node is killed.
    private static final List<String> JVM =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private final String name;
    private final Place place;
    private final Map<Setting, String> settings;
    private final Path log;
    private volatile @Nullable Process process;

    NodeProcess(String name, Place place, Map<Setting, String> settings, Path log) {
        this.name = name;
        this.place = place;
        this.settings = settings;
        this.log = log;
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://" + place.httpHost() + ":" + settings.get(Setting.HTTP_PORT));
    }

    String busPort() {
        return settings.get(Setting.CLUSTER_BUS_PORT);
    }

    /** Starts the JVM; does not wait for it. */
    NodeProcess launch() {
        return launch(StartupArchive.options(), Map.of());
    }

    /** Likewise, with a clock that says another time than the machine's. */
    NodeProcess launch(WrongClock clock) {
        return launch(StartupArchive.options(), clock.environment());
    }

    /**
     * Likewise.
     *
     * @param options the JVM's class path, and what else it is to know
     * @param environment beside the settings
     */
    NodeProcess launch(List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(place.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What this JVM had to have opened for the libraries, the node needs too.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of(Main.class.getName(), NodeGroup.TIED_OPTION));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        for (Setting setting : Setting.values()) {
            builder.environment().remove(setting.name());
        }
        settings.forEach((setting, value) -> builder.environment().put(setting.name(), value));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready. */
    NodeProcess awaitReady() {
        Eventually.until(() -> name + " to be ready" + complaints(), TIMEOUT, () -> {
            if (!isAlive()) {
                throw new AssertionError(name + " has ended" + complaints());
            }
            return isReady();
        });
        return this;
    }

    boolean isReady() {
        return status("/health/ready") == HttpURLConnection.HTTP_OK;
    }

    boolean isLive() {
        return status("/health/live") == HttpURLConnection.HTTP_OK;
    }

    boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** kill -9. */
    void kill() {
        Process now = process;
        if (now != null) {
            now.destroyForcibly().onExit().join();
        }
    }

    /** Stops it where it is: its connections stay open and silent, and only {@link #kill} ends that. */
    void freeze() {
        Signals.stop(List.of(pid()));
    }

    /** Asks it to stop, and waits until it has. */
    void stop() {
        askToStop().join();
    }

    /** Asks it to stop; completes when it has. */
    CompletableFuture<Process> askToStop() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException(name + " was not started");
        }
        now.toHandle().destroy();
        return now.onExit();
    }

    /** Whether its log has a line with this. */
    boolean hasSaid(String words) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(words));
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes of its heap that are in use after a full collection. */
    long liveHeap() {
        // "Total  instances  bytes" is the histogram's last line; making it collects garbage first.
        String total = jcmd("GC.class_histogram")
                .reduce((before, line) -> line.startsWith("Total") ? line : before)
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    /** Bytes of memory that the process holds. */
    long residentMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last warnings and errors of its log, for a failed test's message. */
    String complaints() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.filter(line -> line.matches(".*\\b(WARN|ERROR|cogo:|Exception).*"))
                    .toList();
            return "\n  " + name + ": "
                    + String.join("\n  " + name + ": ", all.subList(Math.max(0, all.size() - 8), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private long pid() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return now.pid();
    }

    private int status(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address().resolve(path).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private Stream<String> jcmd(String what) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid()),
                            what)
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = jcmd.inputReader(StandardCharsets.UTF_8)) {
                return output.lines().toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
