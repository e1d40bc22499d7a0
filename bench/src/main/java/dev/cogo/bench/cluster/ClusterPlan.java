package dev.cogo.bench.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param nodes sizes of clusters, each started anew
 * @param channels numbers of channels that the messages are spread over
 * @param perSecond messages to all channels together
 * @param bytes length of a message's content
 * @param subscriptions that one node holds when another one is killed; 0 leaves that out
 * @param subscribesPerSecond new subscriptions meanwhile
 * @param beforeKill how long they are watched before
 * @param afterKill and after
 */
public record ClusterPlan(
        List<Integer> nodes,
        List<Integer> channels,
        double perSecond,
        int bytes,
        Duration warmUp,
        Duration time,
        int rounds,
        int subscriptions,
        double subscribesPerSecond,
        Duration beforeKill,
        Duration afterKill,
        int nodeHeapMiB,
        Path folder) {}
