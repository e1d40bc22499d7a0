package dev.cogo.node.launch;

import dev.cogo.node.config.Setting;
import dev.cogo.runtime.cluster.StopBudget;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several nodes on this machine, each a JVM of its own, on consecutive ports and as one cluster. Each child ends when its
 * standard input does, so none outlives this process however it dies.
 */
public final class NodeGroup implements AutoCloseable {
    /** The option that ties a child to its parent. */
    public static final String TIED_OPTION = "--stop-when-input-ends";

    private static final Logger LOG = LoggerFactory.getLogger(NodeGroup.class);
    /** What they take at most, and their processes' ends. */
    private static final Duration STOP = StopBudget.WHOLE.plusSeconds(2);

    private final List<Process> nodes;

    private NodeGroup(List<Process> nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts the nodes.
     *
     * @param mainClass what to run when the program is a class path and no jar
     * @param environment settings for all of them; each node's ports are set here, counting up from the given ones
     */
    public static NodeGroup start(
            String mainClass, int count, int httpPort, int memberPort, int busPort, Map<Setting, String> environment) {
        String seeds = IntStream.range(0, count)
                .mapToObj(i -> "127.0.0.1:" + (memberPort + i))
                .collect(Collectors.joining(","));
        List<Process> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Setting, String> own = new EnumMap<>(environment);
            int number = i + 1;
            own.computeIfPresent(Setting.NODE_NAME, (setting, name) -> name + "-" + number);
            own.put(Setting.HTTP_PORT, Integer.toString(httpPort + i));
            int offset = i;
            for (Setting other : List.of(Setting.METRICS_PORT, Setting.HTTP_REDIRECT_PORT)) {
                own.computeIfPresent(other, (setting, port) -> Integer.toString(Integer.parseInt(port) + offset));
            }
            own.put(Setting.CLUSTER, "true");
            own.put(Setting.CLUSTER_HOST, "127.0.0.1");
            own.put(Setting.CLUSTER_PORT, Integer.toString(memberPort + i));
            own.put(Setting.CLUSTER_BUS_PORT, Integer.toString(busPort + i));
            own.put(Setting.CLUSTER_SEEDS, seeds);
            nodes.add(spawn(mainClass, own));
            LOG.info("node on port {} is process {}", httpPort + i, nodes.get(i).pid());
        }
        return new NodeGroup(nodes);
    }

    private static Process spawn(String mainClass, Map<Setting, String> settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(program(System.getProperty("java.class.path"), mainClass));
        command.add(TIED_OPTION);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        for (Setting setting : Setting.values()) {
            builder.environment().remove(setting.name());
            builder.environment().remove(setting.fileName());
        }
        settings.forEach((setting, value) -> builder.environment().put(setting.name(), value));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("a node's process can't be started", e);
        }
    }

    // The runnable jar's manifest opens what Hazelcast needs; a class path (in a test) takes the same from the JVM's
    // arguments.
    private static List<String> program(String classPath, String mainClass) {
        boolean runnableJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return runnableJar ? List.of("-jar", classPath) : List.of("-cp", classPath, mainClass);
    }

    /** Waits until no node is left. */
    public void awaitEnd() {
        CompletableFuture.allOf(nodes.stream()
                        .map(node -> node.onExit().thenAccept(NodeGroup::report))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void report(Process node) {
        LOG.info("process {} ended with {}", node.pid(), node.exitValue());
    }

    /** Asks all to stop, and waits for them. */
    @Override
    public void close() {
        StopBudget budget = StopBudget.of(STOP);
        nodes.forEach(Process::destroy);
        for (Process node : nodes) {
            awaitEnd(node, budget.until(Duration.ZERO));
        }
    }

    private static void awaitEnd(Process node, Duration patience) {
        try {
            if (!node.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("process {} did not stop within {} ms and is ended", node.pid(), STOP.toMillis());
                node.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
