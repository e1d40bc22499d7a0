package dev.cogo.node;

import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that a node will listen on, tried before anything else is done: the sentence then names the setting. */
final class ListenPorts {
    private ListenPorts() {}

    /** @throws StartException naming the setting of the first that can't be listened on */
    static void check(NodeConfig config) {
        check(
                Setting.HTTP_HOST,
                config.gateway().httpHost(),
                Setting.HTTP_PORT,
                config.gateway().httpPort());
        config.redirectPort()
                .ifPresent(port ->
                        check(Setting.HTTP_HOST, config.gateway().httpHost(), Setting.HTTP_REDIRECT_PORT, port));
        config.metrics()
                .ifPresent(
                        metrics -> check(Setting.METRICS_HOST, metrics.host(), Setting.METRICS_PORT, metrics.port()));
        if (config.cluster().isPresent()) {
            ClusterConfig cluster = config.cluster().get();
            check(Setting.CLUSTER_HOST, cluster.host(), Setting.CLUSTER_PORT, cluster.memberPort());
            check(Setting.CLUSTER_HOST, cluster.host(), Setting.CLUSTER_BUS_PORT, cluster.busPort());
        }
    }

    static void check(Setting hostSetting, String host, Setting portSetting, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of a process that has ended may linger.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new StartException(
                    portSetting + " " + port + " can't be listened on at " + hostSetting + " " + host + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
