package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ByteBudget;
import dev.cogo.schema.session.AccessRevoked;
import java.util.function.Consumer;

/**
 * What the session channels of a node share to keep their events in order, with the node's bounds. Used on the registry's event
 * loop only.
 */
public record Timelines(
        RealtimeLimits.Order limits,
        RealtimeLimits.Recovery recovery,
        TimelineReader reader,
        ReorderBuffer.Total held,
        ByteBudget memory) {
    /** @param whenRefused hears of users who turned out to have lost the right to listen */
    public Timelines(Bus bus, RealtimeLimits limits, Consumer<AccessRevoked> whenRefused) {
        this(
                limits.order(),
                limits.recovery(),
                new TimelineReader(bus, limits.order(), whenRefused),
                new ReorderBuffer.Total(),
                new ByteBudget(limits.recovery().nodeBytes()));
    }
}
