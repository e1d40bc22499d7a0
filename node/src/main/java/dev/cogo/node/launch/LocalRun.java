package dev.cogo.node.launch;

import dev.cogo.agentbridge.AgentBridgeConfig;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.postgres.EmbeddedPostgres;
import dev.cogo.runtime.database.DatabaseConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that one command runs on this machine: the embedded database if it is wanted, one node or several, the example agent. */
public final class LocalRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

    // Closed in the opposite order of their start: clients of the database before the database.
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean closed;

    private final NodeStart nodeStart;
    private final String mainClass;

    private LocalRun(NodeStart nodeStart, String mainClass) {
        this.nodeStart = nodeStart;
        this.mainClass = mainClass;
    }

    /** Starts a node in this process, and returns when it serves. */
    @FunctionalInterface
    public interface NodeStart {
        AutoCloseable start(NodeConfig config, DatabaseConfig database);
    }

    /**
     * Starts everything, and returns when the nodes serve (one node) or run (several). What had started is closed when the rest
     * fails.
     *
     * @param nodeStart how one node starts here
     * @param mainClass what each of several nodes runs, in a process of its own
     */
    public static LocalRun start(
            Settings settings,
            NodeConfig config,
            int nodes,
            boolean withExampleAgent,
            NodeStart nodeStart,
            String mainClass) {
        LocalRun run = new LocalRun(nodeStart, mainClass);
        boolean started = false;
        try {
            run.startAll(settings, config, nodes, withExampleAgent);
            started = true;
            return run;
        } finally {
            if (!started) {
                run.close();
            }
        }
    }

    private void startAll(Settings settings, NodeConfig config, int nodes, boolean withExampleAgent) {
        DatabaseConfig database = config.database().orElseGet(() -> embedded(config));
        if (withExampleAgent) {
            running.push(ExampleAgent.start(
                    config.agentBridge().agents().get(AgentBridgeConfig.DEFAULT_AGENT),
                    config.agentBridge().token()));
        }
        if (nodes == 1) {
            running.push(nodeStart.start(config, database));
            return;
        }
        Map<Setting, String> shared = new EnumMap<>(settings.given());
        shared.put(Setting.DATABASE_URL, database.uri());
        NodeGroup group = NodeGroup.start(
                mainClass,
                nodes,
                settings.port(Setting.HTTP_PORT),
                settings.port(Setting.CLUSTER_PORT),
                settings.port(Setting.CLUSTER_BUS_PORT),
                shared);
        running.push(group);
        Thread.ofPlatform().daemon().name("nodes").start(() -> {
            group.awaitEnd();
            end.countDown();
        });
    }

    private DatabaseConfig embedded(NodeConfig config) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(config.dataDir());
        running.push(postgres);
        return new DatabaseConfig(postgres.uri(), config.databaseMaxConnections());
    }

    /** Waits until everything has ended by itself, or {@link #close} was called. */
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    /** Stops everything in order and waits for it. Can be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable part : running) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop in order", part, e);
            }
        }
        end.countDown();
    }
}
