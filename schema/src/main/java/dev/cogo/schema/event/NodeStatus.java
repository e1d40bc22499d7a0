package dev.cogo.schema.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one node does, as it measures itself: the payload of the event {@code node_status}. Rates are of the seconds since the one before.
 *
 * @param unwell the checks that find their part of the node unwell
 * @param cpu of all cores, 0 to 1
 * @param people users with a connection to this node
 * @param deliveryMedianMs from an event's publication to its being handed to this node's connections; null when nothing was lately
 * @param deliveryP99Ms likewise; one of a hundred took longer
 * @param errorsPerMinute answers that were the server's fault
 */
public record NodeStatus(
        String node,
        String version,
        List<String> roles,
        Instant startedAt,
        Instant at,
        List<String> unwell,
        double cpu,
        long heapUsedBytes,
        long heapMaxBytes,
        long people,
        long sockets,
        double messagesPerSecond,
        double deliveriesPerSecond,
        @Nullable Double deliveryMedianMs,
        @Nullable Double deliveryP99Ms,
        double errorsPerMinute) {
    public NodeStatus {
        roles = List.copyOf(roles);
        unwell = List.copyOf(unwell);
    }
}
