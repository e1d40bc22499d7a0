package dev.cogo.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.cogo.node.Main;
import dev.cogo.node.config.Setting;
import dev.cogo.node.launch.NodeGroup;
import dev.cogo.runtime.database.DatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A whole node in a JVM of its own, with all roles. It ends when this process does, however that dies. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
    // How exactly the time of a start is known.
    private static final int POLL_MS = 20;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final int port;
    private @Nullable JMXConnector management;

    private NodeProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a node and returns when it is ready.
     *
     * @param folder for its keys and its log
     * @param heapMiB the most that its heap may grow to
     */
    public static NodeProcess start(DatabaseConfig database, Path folder, int heapMiB) {
        return start(database, folder, Heap.upTo(heapMiB), Map.of(), List.of());
    }

    /** How a node's heap may grow. */
    public record Heap(List<String> options) {
        /** As the JVM sees fit; it keeps most of what it once had. */
        public static Heap upTo(int mebibytes) {
            return new Heap(List.of("-Xmx" + mebibytes + "m"));
        }

        /** Hardly larger than what it holds: what a collection frees goes back to the system, so that resident memory tells. */
        public static Heap tight(int mebibytes) {
            return new Heap(
                    List.of("-Xmx" + mebibytes + "m", "-Xms16m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"));
        }

        /** The same with a further option of the JVM. */
        public Heap with(String option) {
            return new Heap(Stream.concat(options.stream(), Stream.of(option)).toList());
        }
    }

    /**
     * Likewise.
     *
     * @param environment settings beside the usual ones, over which they win
     * @param runner the command that runs it, such as {@code taskset}
     */
    public static NodeProcess start(
            DatabaseConfig database, Path folder, Heap heap, Map<String, String> environment, List<String> runner) {
        try {
            int port = Spawned.freePort();
            Files.createDirectories(folder);
            Path log = folder.resolve("node.log");
            ProcessBuilder builder = new ProcessBuilder(command(runner, heap))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            for (Setting setting : Setting.values()) {
                builder.environment().remove(setting.name());
            }
            builder.environment()
                    .putAll(Map.of(
                            Setting.DATABASE_URL.name(), database.uri(),
                            Setting.DATA_DIR.name(), folder.toString(),
                            Setting.HTTP_PORT.name(), Integer.toString(port),
                            Setting.CHAT_RATE_LIMIT_PER_MINUTE.name(), "1000000",
                            Setting.SESSIONS_PER_HOUR.name(), "1000000",
                            Setting.PEOPLE_PER_HOUR.name(), "1000000",
                            // All its clients are on this machine.
                            Setting.REGISTRATIONS_PER_HOUR.name(), "1000000",
                            Setting.REQUESTS_PER_ADDRESS.name(), "1000000",
                            Setting.LOG_LEVEL.name(), "warn"));
            for (Setting perAddress :
                    List.of(Setting.CONNECTIONS_PER_ADDRESS, Setting.SILENT_CONNECTIONS_PER_ADDRESS)) {
                builder.environment().put(perAddress.name(), "1000000");
            }
            builder.environment().putAll(environment);
            NodeProcess node = new NodeProcess(builder.start(), port);
            node.awaitReady(log);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("a node can't be started", e);
        }
    }

    private static List<String> command(List<String> runner, Heap heap) {
        List<String> command = new ArrayList<>(runner);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Xm") && !option.startsWith("-agentlib"))
                .filter(option -> !option.startsWith("-XX:StartFlightRecording"))
                .toList());
        command.addAll(heap.options());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                NodeGroup.TIED_OPTION));
        return command;
    }

    private void awaitReady(Path log) throws IOException {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url().resolve("/health/ready")).build();
            while (System.nanoTime() - end < 0 && process.isAlive()) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // not yet
                }
                process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("the node did not become ready; it said:\n" + Files.readString(log));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where it takes connections. */
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it as a power failure does. */
    public void kill() {
        process.destroyForcibly();
    }

    /** What the node holds, after a full collection of its garbage. */
    public Memory memory() {
        try {
            MemoryMXBean memory = memoryBean();
            memory.gc();
            return new Memory(
                    mebibytes(memory.getHeapMemoryUsage().getUsed()),
                    mebibytes(memory.getNonHeapMemoryUsage().getUsed()),
                    residentMiB());
        } catch (IOException | AttachNotSupportedException | javax.management.MalformedObjectNameException e) {
            throw new IllegalStateException("the node's memory can't be seen", e);
        }
    }

    // One connection for all questions: opening it takes the node longer than to answer.
    @SuppressWarnings("BanJNDI") // the other side is a process of our own
    private synchronized MemoryMXBean memoryBean()
            throws IOException, AttachNotSupportedException, javax.management.MalformedObjectNameException {
        if (management == null) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                management = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        }
        return JMX.newMXBeanProxy(
                management.getMBeanServerConnection(),
                new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME),
                MemoryMXBean.class);
    }

    private static double mebibytes(long bytes) {
        return Math.round(bytes / 1024.0 / 1024.0 * 10) / 10.0;
    }

    // Where there is no /proc, nobody knows without asking a tool.
    private double residentMiB() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        Matcher matcher = RESIDENT.matcher(Files.readString(status));
        return matcher.find() ? mebibytes(Long.parseLong(matcher.group(1)) * 1024) : Double.NaN;
    }

    /** Asks it to stop. Returns whether it has after so long at most. */
    public boolean stop(Duration patience) throws InterruptedException {
        process.destroy();
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            if (!stop(STOP_TIMEOUT)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In MiB. @param resident of the whole process; not a number where the system does not tell */
    public record Memory(double heap, double nonHeap, double resident) {}
}
