package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.home.TracksAck;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;

/** Replicates to one home which pages are on free channels: as they are when it is sent, one batch at a time, so that the last word stands. */
final class TrackReplicator extends HomeReplicator<LocalTrack, TracksAck> {
    private final String gateway;
    private final Consumer<LocalTrack> whenGone;

    /** @param whenGone hears of those of whom the home knows that they are gone, or wants to know nothing */
    TrackReplicator(Vertx vertx, Context context, Bus bus, String gateway, String home, Consumer<LocalTrack> whenGone) {
        super(vertx, context, bus, Address.HOME_TRACKS, home, AnnounceTracks.MAX_ENTRIES);
        this.gateway = gateway;
        this.whenGone = whenGone;
    }

    @Override
    void withdraw(LocalTrack track) {
        enqueue(track);
    }

    @Override
    BusRecord beat(boolean anew, int count, long hash) {
        return new AnnounceTracks(gateway, anew, List.of(), count, hash);
    }

    @Override
    Announcement<TracksAck> announcement(List<LocalTrack> batch) {
        List<AnnounceTracks.Entry> entries =
                batch.stream().map(LocalTrack::entry).toList();
        List<List<Promise<Void>>> listeners =
                batch.stream().map(LocalTrack::takeListeners).toList();
        return new Announcement<>() {
            @Override
            public BusRecord record(boolean anew, int count, long hash) {
                return new AnnounceTracks(gateway, anew, entries, count, hash);
            }

            @Override
            public void acknowledged(TracksAck answer) {
                for (int i = 0; i < batch.size(); i++) {
                    LocalTrack track = batch.get(i);
                    boolean here = track.replicator() == TrackReplicator.this;
                    if (answer.refused().contains(track.track().id())) {
                        listeners.get(i).forEach(told -> told.tryFail(full()));
                        if (here) {
                            forget(track);
                            whenGone.accept(track);
                        }
                        continue;
                    }
                    track.acknowledged();
                    listeners.get(i).forEach(Promise::tryComplete);
                    if (here && entries.get(i).gone()) {
                        whenGone.accept(track);
                    }
                }
            }

            @Override
            public void failed(Throwable failure) {
                listeners.forEach(all -> all.forEach(told -> told.tryFail(failure)));
            }
        };
    }

    private static CogoException full() {
        return new CogoException(ErrorCode.TOO_MANY_CHANNELS, "too many are on this channel");
    }
}
