package dev.cogo.bench.process;

import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.SharedSecret;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Nodes over one database; more than one are a cluster on the loopback interface. */
public final class Nodes implements AutoCloseable {
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<String> members;
    private final Path keys;

    private Nodes(List<String> members, Path keys) {
        this.members = members;
        this.keys = keys;
    }

    /** Starts them, one after the other; as {@link NodeProcess#start}. */
    public static Nodes start(
            int count,
            DatabaseConfig database,
            Path folder,
            NodeProcess.Heap heap,
            Map<String, String> environment,
            List<String> runner) {
        List<Integer> memberPorts =
                Stream.generate(Spawned::freePort).limit(count).toList();
        Nodes started =
                new Nodes(memberPorts.stream().map(port -> "127.0.0.1:" + port).toList(), folder.resolve("keys"));
        try {
            for (int i = 0; i < count; i++) {
                Map<String, String> own = new HashMap<>(environment);
                own.put(Setting.KEYS_DIR.name(), started.keys.toString());
                if (count > 1) {
                    own.put(Setting.CLUSTER.name(), "true");
                    own.put(Setting.CLUSTER_PORT.name(), memberPorts.get(i).toString());
                    own.put(Setting.CLUSTER_BUS_PORT.name(), Integer.toString(Spawned.freePort()));
                    own.put(Setting.CLUSTER_SEEDS.name(), String.join(",", started.members));
                }
                started.nodes.add(NodeProcess.start(database, folder.resolve("node-" + i), heap, own, runner));
            }
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    public NodeProcess get(int index) {
        return nodes.get(index);
    }

    /** Where the cluster's members are, as {@code host:port}. */
    public List<String> members() {
        return members;
    }

    /** The key that opens their Supabase doors. */
    public String anonKey() {
        return ApiKeys.make(ApiKeys.Role.ANON, SharedSecret.readOrMake(keys, NodeConfig.ANON_KEY_SECRET));
    }

    public int count() {
        return nodes.size();
    }

    public List<ProcessHandle> handles() {
        return nodes.stream().map(NodeProcess::handle).toList();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
