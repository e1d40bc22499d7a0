package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;

/** Replicates to one home who is there: as it is when it is sent, one batch at a time, so that the last word stands. */
final class PresenceReplicator extends HomeReplicator<LocalPresenceEntry, PresenceAck> {
    private final String gateway;
    private final Consumer<LocalPresenceEntry> whenGone;

    /** @param whenGone hears of those of whom the home knows that they are gone */
    PresenceReplicator(
            Vertx vertx, Context context, Bus bus, String gateway, String home, Consumer<LocalPresenceEntry> whenGone) {
        super(vertx, context, bus, Address.HOME_PRESENCE, home, AnnouncePresence.MAX_ENTRIES);
        this.gateway = gateway;
        this.whenGone = whenGone;
    }

    @Override
    void withdraw(LocalPresenceEntry present) {
        enqueue(present);
    }

    @Override
    BusRecord beat(boolean anew, int count, long hash) {
        return new AnnouncePresence(gateway, anew, List.of(), count, hash);
    }

    @Override
    Announcement<PresenceAck> announcement(List<LocalPresenceEntry> batch) {
        List<AnnouncePresence.Entry> entries =
                batch.stream().map(LocalPresenceEntry::entry).toList();
        List<Promise<Void>> listeners = batch.stream()
                .flatMap(present -> present.takeListeners().stream())
                .toList();
        return new Announcement<>() {
            @Override
            public BusRecord record(boolean anew, int count, long hash) {
                return new AnnouncePresence(gateway, anew, entries, count, hash);
            }

            @Override
            public void acknowledged(PresenceAck answer) {
                listeners.forEach(Promise::complete);
                for (int i = 0; i < batch.size(); i++) {
                    LocalPresenceEntry present = batch.get(i);
                    present.acknowledged();
                    // It may have been moved, or be back, meanwhile.
                    boolean here = present.replicator() == PresenceReplicator.this;
                    if (here && present.isGone() && entries.get(i).devices() == 0) {
                        whenGone.accept(present);
                    }
                }
            }

            @Override
            public void failed(Throwable failure) {
                listeners.forEach(listener -> listener.fail(failure));
            }
        };
    }
}
