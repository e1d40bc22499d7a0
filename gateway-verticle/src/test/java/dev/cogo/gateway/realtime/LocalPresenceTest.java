package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.realtime.home.LocalPresence;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there through a gateway, told to homes that come and go. */
class LocalPresenceTest {
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final int SESSIONS = 200;

    private final TestCluster cluster = new TestCluster("north", "south");
    private final UUID user = Ids.next();
    private final List<UUID> sessions = new ArrayList<>();
    private Vertx vertx;
    private FakeHome north;
    private FakeHome south;
    private Context context;
    private LocalPresence book;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Bus.install(vertx);
        north = new FakeHome(vertx, cluster.seenBy("north"), session -> InterestAck.NO_TIMELINE);
        south = new FakeHome(vertx, cluster.seenBy("south"), session -> InterestAck.NO_TIMELINE);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(Ids.next());
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void start() {
        context = vertx.getOrCreateContext();
        book = new LocalPresence(
                vertx, context, new Bus(vertx, cluster.seenBy("gateway")), cluster.seenBy("gateway"), LINGER);
        Promise<Void> started = Promise.promise();
        context.runOnContext(go -> {
            book.start();
            started.complete();
        });
        started.future().await();
    }

    private static Set<UUID> heard(FakeHome home) {
        return home.presence.stream()
                .flatMap(said -> said.entries().stream())
                .filter(entry -> entry.devices() > 0)
                .map(AnnouncePresence.Entry::sessionId)
                .collect(Collectors.toSet());
    }

    private static boolean isTold(FakeHome home, Set<UUID> expected) {
        return heard(home).equals(expected) && home.presence.getLast().count() == expected.size();
    }

    @Test
    void whatMovesIsToldToItsNewHomeAsKnown() {
        start();
        // In one turn of the book's loop.
        context.runOnContext(go -> sessions.forEach(session -> book.entered(user, session)));
        RealtimeFixture.until(
                "both homes know", () -> heard(north).size() + heard(south).size() == SESSIONS);
        Set<UUID> atNorth = heard(north);
        Set<UUID> atSouth = heard(south);
        assertThat(atNorth).isNotEmpty().doesNotContainAnyElementsOf(atSouth);
        assertThat(List.of(north, south))
                .allSatisfy(home -> assertThat(home.presence)
                        .filteredOn(said -> !said.entries().isEmpty())
                        .hasSize(1));

        int before = south.presence.size();
        cluster.become("south");
        RealtimeFixture.until("the south knows all", () -> isTold(south, Set.copyOf(sessions)));
        assertThat(south.presence.stream()
                        .skip(before)
                        .flatMap(said -> said.entries().stream())
                        .filter(AnnouncePresence.Entry::known)
                        .map(AnnouncePresence.Entry::sessionId))
                .containsExactlyInAnyOrderElementsOf(atNorth);
        assertThat(south.presence.stream().filter(AnnouncePresence::anew)).hasSize(1);
    }

    @Test
    void whoLeavesWhileTheHomeMovesIsGoneAtTheNewOne() {
        start();
        UUID session = sessions.getFirst();
        book.entered(user, session);
        RealtimeFixture.until(
                "a home knows", () -> heard(north).size() + heard(south).size() == 1);
        FakeHome other = heard(north).isEmpty() ? north : south;
        book.left(user, session);
        cluster.become(other == north ? "north" : "south");
        RealtimeFixture.until("the other home hears", () -> !other.presence.isEmpty());
        RealtimeFixture.until("the end", () -> other.isAbsent(user, session));
        assertThat(other.heardOf(user, session)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whileThereIsNoHomeEverythingWaits() {
        cluster.become();
        start();
        UUID session = sessions.getFirst();
        book.entered(user, session);
        Future<Void> said = book.set(user, session, Optional.of(PresenceStatus.AWAY), Optional.empty());
        assertThatThrownBy(said::await)
                .isInstanceOfSatisfying(
                        CogoException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        cluster.become("north");
        RealtimeFixture.until("the north knows", () -> heard(north).equals(Set.of(session)));
        assertThat(north.heardOf(user, session).getLast().known()).isFalse();
        book.set(user, session, Optional.of(PresenceStatus.AWAY), Optional.empty())
                .await();
        assertThat(north.heardOf(user, session).getLast().status()).isEqualTo(PresenceStatus.AWAY);
    }
}
