package dev.cogo.chat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.event.TracksChange;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.home.AnnounceTracks.Entry;
import dev.cogo.schema.home.TracksAck;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.presence.Tracks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrackRegistryTest implements TrackRegistry.Listener {
    private static final String ROOM = "free_room:1";
    private static final PresenceLimits LIMITS = PresenceLimits.defaults();

    private final List<String> told = new ArrayList<>();
    private long nanos = 1;
    private TrackRegistry registry = registry("home");

    @Test
    void differencesAreTold() {
        Track first = track("ada", 1);
        says("a", come(first));
        says("a", come(first));
        says("b", come(track("ada", 2)));
        says("a", new Entry(ROOM, new Track(first.id(), 2, "ada", Map.of("n", 3)), true, false));
        says("a", new Entry(ROOM, first, true, true));
        assertThat(told).containsExactly("+ada1", "+ada2", "+ada3 -ada1", "-ada3");
        assertThat(registry.read(ROOM)).hasSize(1);
    }

    @Test
    void aFullChannelTakesNobodyElse() {
        says("a", Stream.generate(() -> come(track("x", 1))).limit(Tracks.MAX).toArray(Entry[]::new));
        Track late = track("late", 1);
        assertThat(says("b", come(late)).refused()).containsExactly(late.id());
        assertThat(registry.read(ROOM)).hasSize(Tracks.MAX).doesNotContain(late);
    }

    @Test
    void thePagesOfANodeThatIsGoneLeave() {
        pass(LIMITS.settle().plusSeconds(1), "b");
        says("a", come(track("ada", 1)));
        says("b", come(track("ben", 2)));
        registry.changed(layout("home", "b"));
        pass(LIMITS.grace().plusSeconds(1), "b");
        assertThat(told).containsExactly("+ada1", "+ben2", "-ada1");
    }

    @Test
    void aNewHomeTellsEverybodyWhenItHasHeardOfAll() {
        registry = registry("other");
        registry.changed(layout("home", "a"));
        says("a", new Entry(ROOM, track("ada", 1), true, false), come(track("ben", 2)));
        assertThat(told).containsExactly("+ben2");
        pass(LIMITS.settle().plusSeconds(1), "a");
        assertThat(told).containsExactly("+ben2", "=ada1 ben2");
        registry.changed(layout("other", "home", "a"));
        assertThat(registry.read(ROOM)).isEmpty();
    }

    @Test
    void whatWasForgottenIsAskedForAnew() {
        says("a", come(track("ada", 1)));
        AnnounceTracks beat = new AnnounceTracks("a", false, List.of(), 7, 0);
        assertThat(registry.announced(beat).announceAnew()).isFalse();
        assertThat(registry.announced(beat).announceAnew()).isTrue();
    }

    private TrackRegistry registry(String owner) {
        return new TrackRegistry(
                "home", layout(owner), LIMITS, () -> nanos, () -> Instant.EPOCH.plusNanos(nanos), this);
    }

    private static Topology layout(String owner, String... others) {
        Set<String> nodes =
                Stream.concat(Stream.of(owner, "b"), Stream.of(others)).collect(Collectors.toSet());
        if (others.length == 0) {
            nodes.add("a");
        }
        return Topology.alike(nodes, List.of(owner));
    }

    private static Track track(String key, int n) {
        return new Track(Ids.next(), 1, key, Map.of("n", n));
    }

    private static Entry come(Track track) {
        return new Entry(ROOM, track, false, false);
    }

    private TracksAck says(String gateway, Entry... entries) {
        TracksAck answer = registry.announced(new AnnounceTracks(gateway, false, List.of(entries), entries.length, 0));
        registry.publish();
        return answer;
    }

    private void pass(Duration time, String alive) {
        for (long end = nanos + time.toNanos();
                nanos < end;
                nanos += Duration.ofMillis(500).toNanos()) {
            registry.announced(new AnnounceTracks(alive, false, List.of(), 0, 0));
            registry.tick();
            registry.publish();
        }
    }

    private static String word(Track track) {
        return track.key() + track.state().get("n");
    }

    @Override
    public void changed(String channel, TracksChange change) {
        told.add(String.join(
                " ",
                Stream.concat(
                                change.joins().stream().map(track -> "+" + word(track)),
                                change.leaves().stream().map(track -> "-" + word(track)))
                        .toList()));
    }

    @Override
    public void listed(String channel, List<Track> everybody) {
        told.add("="
                + String.join(
                        " ", everybody.stream().map(TrackRegistryTest::word).toList()));
    }
}
