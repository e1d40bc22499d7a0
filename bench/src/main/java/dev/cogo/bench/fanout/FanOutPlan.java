package dev.cogo.bench.fanout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param slow further listeners on each channel, who stop reading once they listen
 * @param perSecond messages to all listeners
 * @param outstanding numbers of messages under way at any time; each is a case of its own. None: the steady rate instead
 * @param idle connections of which each one's memory is measured, and nothing else; 0: the other cases instead
 * @param bytes length of a message's content
 * @param transport of the node, as its setting takes it
 * @param metricsPort where the node shows what it measures; none: it measures nothing but what operators see
 * @param peers where the servers on Node.js are
 * @param installPeers whether their libraries may be fetched
 */
public record FanOutPlan(
        int listeners,
        int slow,
        double perSecond,
        List<Integer> outstanding,
        int idle,
        int bytes,
        Duration warmUp,
        Duration time,
        int rounds,
        int nodes,
        List<Door> doors,
        Optional<String> transport,
        Optional<Integer> metricsPort,
        int nodeHeapMiB,
        boolean compare,
        Path peers,
        boolean installPeers,
        Path folder) {}
