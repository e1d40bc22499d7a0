package dev.cogo.bench.abuse;

import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.NodeProcess.Heap;
import dev.cogo.bench.process.Spawned;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.SharedSecret;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The node that is attacked: a cluster of one with its defaults, but for the messages in a minute, of which it takes many, so
 * that attackers are held by what else there is.
 */
record AbusedNode(NodeProcess process, Doors doors) implements AutoCloseable {
    private static final Heap HEAP = new Heap(List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
    private static final int MESSAGES_PER_MINUTE = 1000;

    /** Starts one and returns when it is ready. */
    public static AbusedNode start(DatabaseConfig database, Path folder, List<String> runner) {
        int port = Spawned.freePort();
        int busPort = Spawned.freePort();
        Map<String, String> environment = new HashMap<>();
        // The other measurements raise the limits that are in their way.
        for (Setting setting : Setting.values()) {
            setting.defaultValue()
                    .filter(value -> setting.name().endsWith("_PER_HOUR")
                            || setting.name().endsWith("_PER_ADDRESS"))
                    .ifPresent(value -> environment.put(setting.name(), value));
        }
        environment.putAll(Map.of(
                Setting.CLUSTER.name(), "true",
                Setting.CLUSTER_PORT.name(), Integer.toString(port),
                Setting.CLUSTER_BUS_PORT.name(), Integer.toString(busPort),
                Setting.CLUSTER_SEEDS.name(), "127.0.0.1:" + port,
                Setting.KEYS_DIR.name(), folder.resolve("keys").toString(),
                Setting.CHAT_RATE_LIMIT_PER_MINUTE.name(), Integer.toString(MESSAGES_PER_MINUTE)));
        NodeProcess process = NodeProcess.start(database, folder, HEAP, environment, runner);
        String anonKey = ApiKeys.make(
                ApiKeys.Role.ANON, SharedSecret.readOrMake(folder.resolve("keys"), NodeConfig.ANON_KEY_SECRET));
        return new AbusedNode(process, new Doors(process.url(), anonKey, busPort));
    }

    @Override
    public void close() {
        process.close();
    }
}
