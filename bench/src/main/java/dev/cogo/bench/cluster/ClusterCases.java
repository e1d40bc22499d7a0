package dev.cogo.bench.cluster;

/** How cases are named. */
final class ClusterCases {
    /** Processor time of all nodes together for each message. */
    static final String CPU = "cpu us";

    static final String ACKNOWLEDGED = ", send to acknowledgement";
    static final String SAME_NODE = ", send to listener on the same node";
    static final String OTHER_NODE = ", send to listener on another node";
    static final String AFTER_COMMIT = ", acknowledgement to listener on another node";

    private ClusterCases() {}

    static String name(int nodes, int channels) {
        return "%d %s, %d channels".formatted(nodes, nodes == 1 ? "node" : "nodes", channels);
    }

    static String subscribe(int subscriptions, String when) {
        return "subscribe on a node with %d subscriptions, %s".formatted(subscriptions, when);
    }
}
