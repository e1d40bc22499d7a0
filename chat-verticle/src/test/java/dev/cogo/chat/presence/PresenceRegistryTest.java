package dev.cogo.chat.presence;

import static dev.cogo.chat.presence.RegistryFixture.LIMITS;
import static dev.cogo.chat.presence.RegistryFixture.away;
import static dev.cogo.chat.presence.RegistryFixture.gone;
import static dev.cogo.chat.presence.RegistryFixture.known;
import static dev.cogo.chat.presence.RegistryFixture.online;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a home tells of what its gateways say; time and the cluster are the test's. */
class PresenceRegistryTest {
    private final RegistryFixture scene = new RegistryFixture("home");
    private final UUID session = Ids.next();
    private final UUID ann = scene.user("Ann");
    private final UUID bob = scene.user("Bob");

    @Test
    void aUserIsWhatTheGatewaysSayTogether() {
        scene.says("g1", online(ann, session));
        scene.says("g1", online(ann, session));
        scene.says("g2", away(ann, session));
        scene.says("g1", gone(ann, session));
        assertThat(scene.told()).containsExactly("Ann online", "Ann away");
        scene.says("g1", online(ann, session));
        assertThat(scene.board.page(session, null, 9).getFirst().devices()).isEqualTo(2);
        scene.says("g2", gone(ann, session));
        scene.says("g1", gone(ann, session));
        scene.says("g1", gone(ann, session));
        assertThat(scene.told()).containsExactly("Ann online", "Ann offline");
        assertThat(scene.left).containsExactly(ann);
        assertThat(scene.board.total(session)).isZero();
    }

    @Test
    void whoComesBackThroughAnotherGatewayNeverLeft() {
        scene.says("g1", online(ann, session));
        scene.says("g2", online(ann, session));
        scene.says("g1", gone(ann, session));
        assertThat(scene.told()).containsExactly("Ann online");
    }

    @Test
    void theLastStateCountsAndIsTold() {
        scene.says("g1", state(Map.of("view", "old"), 5));
        scene.says("g2", state(Map.of("view", "new"), 7));
        scene.says("g1", state(Map.of("view", "old"), 5));
        assertThat(scene.changes)
                .extracting(change -> change.state())
                .containsExactly(Map.of("view", "old"), Map.of("view", "new"));
        scene.says("g2", gone(ann, session));
        assertThat(scene.changes.getLast().state()).isEqualTo(Map.of("view", "old"));
    }

    private AnnouncePresence.Entry state(Map<String, Object> state, long at) {
        return new AnnouncePresence.Entry(ann, session, 1, PresenceStatus.ONLINE, state, at, false);
    }

    @Test
    void aGatewayThatLeavesTheClusterTakesItsEntriesWithItAfterTheGrace() {
        scene.become("home", "g1", "g2");
        scene.says("g1", online(ann, session), online(bob, session));
        scene.says("g2", away(bob, session));
        scene.told();
        scene.become("home", "g2");
        scene.pass(LIMITS.grace().minusSeconds(1), "g2");
        assertThat(scene.told()).as("they may come back").isEmpty();
        scene.pass(Duration.ofSeconds(1), "g2");
        assertThat(scene.told()).containsExactlyInAnyOrder("Ann offline", "Bob away");
    }

    @Test
    void whoComesBackWithinTheGraceNeverLeft() {
        scene.says("g1", online(ann, session));
        scene.pass(LIMITS.silence());
        scene.says("g2", online(ann, session));
        scene.pass(LIMITS.grace().plusSeconds(5), "g2");
        assertThat(scene.told()).containsExactly("Ann online");
        assertThat(scene.board.page(session, null, 9).getFirst().devices()).isEqualTo(1);
    }

    @Test
    void aSilentGatewayCountsAsGoneAndIsHeardAgainWhenItSpeaks() {
        scene.says("g1", online(ann, session));
        scene.pass(LIMITS.silence().plusSeconds(2));
        assertThat(scene.says("g1")).isFalse();
        assertThat(scene.says("g1")).as("it believes more than this home knows").isTrue();
        scene.says("g1", true, known(ann, session));
        scene.pass(LIMITS.grace().plusSeconds(1), "g1");
        assertThat(scene.told()).as("no leave and no join").containsExactly("Ann online");
        scene.pass(LIMITS.silence().plus(LIMITS.grace()).plusSeconds(1));
        assertThat(scene.told()).containsExactly("Ann offline");
    }

    @Test
    void aDifferenceIsNoticedByTheSignOfLife() {
        scene.says("g1", online(ann, session), online(bob, session));
        scene.forgets("g1", bob, session);
        assertThat(scene.says("g1")).isFalse();
        assertThat(scene.says("g1")).isTrue();
        scene.says("g1", true, known(ann, session));
        assertThat(scene.says("g1")).isFalse();
        scene.told();
        scene.pass(LIMITS.grace(), "g1");
        assertThat(scene.told()).containsExactly("Bob offline");
    }

    @Test
    void aHomeThatMovesTellsNobodyComeOrGoneAndThenAList() {
        RegistryFixture moving = new RegistryFixture("other", "home", "g1", "g2");
        UUID kim = moving.user("Kim");
        UUID lee = moving.user("Lee");
        UUID max = moving.user("Max");
        // This gateway sees the change first.
        moving.says("g2", known(max, session));
        assertThat(moving.board.isComplete(session)).isFalse();
        moving.become("home", "g1", "g2");
        moving.says("g1", known(kim, session), known(lee, session));
        moving.pass(Duration.ofSeconds(1), "g1", "g2");
        assertThat(moving.told()).isEmpty();
        assertThat(moving.board.isComplete(session)).isFalse();
        moving.says("g1", online(moving.user("New"), session), gone(lee, session));
        assertThat(moving.told()).as("what is news is told").containsExactlyInAnyOrder("Lee offline", "New online");
        moving.pass(LIMITS.settle(), "g1", "g2");
        assertThat(moving.told()).containsExactly("list [Kim online, Max online, New online]");
        assertThat(moving.board.isComplete(session)).isTrue();
        moving.pass(LIMITS.settle(), "g1", "g2");
        assertThat(moving.told()).isEmpty();
    }

    /** The lists of a home that gets very many sessions do not all go out at once, and none is left out. */
    @Test
    void manySessionsThatSettleTogetherAreToldInTurns() {
        RegistryFixture moving = new RegistryFixture("other", "home", "g1");
        UUID kim = moving.user("Kim");
        moving.become("home", "g1");
        int sessions = PresenceRegistry.SETTLED_AT_ONCE * 5 / 2;
        for (int i = 0; i < sessions; i++) {
            moving.says("g1", known(kim, Ids.next()));
        }
        assertThat(moving.told()).isEmpty();
        moving.pass(LIMITS.settle(), "g1");
        assertThat(moving.told()).hasSize(PresenceRegistry.SETTLED_AT_ONCE);
        moving.pass(LIMITS.settle(), "g1");
        assertThat(moving.told()).hasSize(sessions - PresenceRegistry.SETTLED_AT_ONCE);
    }

    @Test
    void whoWasToldBySomebodyElseMeanwhileIsToldAList() {
        scene.become("home", "g1", "g2");
        scene.says("g1", online(ann, session));
        scene.says("g2", online(bob, session));
        // A network is cut: the other side has a home of its own, which tells its listeners that Ann is gone.
        scene.become("home", "g1");
        scene.pass(LIMITS.grace(), "g1");
        scene.become("home", "g1", "g2");
        scene.says("g2", true, known(bob, session));
        assertThat(scene.told())
                .containsExactly("Ann online", "Bob online", "Bob offline", "list [Ann online, Bob online]");
    }

    @Test
    void whatIsAtHomeElsewhereIsForgottenWithoutAWord() {
        scene.says("g1", online(ann, session));
        scene.told();
        scene.become("away");
        assertThat(scene.board.total(session)).isZero();
        assertThat(scene.board.isComplete(session)).isFalse();
        scene.says("g1", online(bob, session));
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.told()).as("it is another's to tell").isEmpty();
    }

    @Test
    void aFormerMemberIsGoneAtOnce() {
        scene.says("g1", online(ann, session), online(bob, session));
        scene.says("g2", online(bob, session));
        scene.told();
        scene.board.forget(bob, session);
        scene.tell();
        assertThat(scene.told()).containsExactly("Bob offline");
        scene.says("g1", gone(bob, session));
        scene.says("g2", gone(bob, session));
        assertThat(scene.told()).isEmpty();
        assertThat(scene.says("g1")).isFalse();
    }

    @Test
    void theBlockedDoNotSeeEachOther() {
        scene.says("g1", online(ann, session), online(bob, session));
        scene.told();
        scene.board.blocked(session, true);
        scene.tell();
        assertThat(scene.told()).containsExactlyInAnyOrder("Ann offline", "Bob offline");
        scene.says("g1", away(ann, session));
        assertThat(scene.told()).isEmpty();
        scene.board.blocked(session, false);
        scene.tell();
        assertThat(scene.told()).containsExactlyInAnyOrder("Ann away", "Bob online");
    }

    @Test
    void tenThousandWhoJoinALargeSessionAreCountedNotTold() {
        List<UUID> crowd = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            crowd.add(Ids.next());
        }
        for (int from = 0; from < crowd.size(); from += AnnouncePresence.MAX_ENTRIES) {
            scene.says(
                    "g1",
                    crowd.subList(from, from + AnnouncePresence.MAX_ENTRIES).stream()
                            .map(user -> online(user, session))
                            .toArray(AnnouncePresence.Entry[]::new));
            scene.pass(Duration.ofMillis(500));
        }
        scene.pass(LIMITS.summary(), "g1");
        // Ten seconds of joining: a count every two.
        assertThat(scene.told()).hasSizeBetween(5, 7).allMatch(event -> event.startsWith("count"));
        assertThat(scene.summaries.getLast().total()).isEqualTo(10_000);
        assertThat(scene.summaries.getLast().online()).isEqualTo(10_000);
        scene.pass(Duration.ofSeconds(10), "g1");
        assertThat(scene.told()).as("nothing changes").isEmpty();

        List<UUID> read = new ArrayList<>();
        for (List<PresentUser> page = scene.board.page(session, null, 201);
                !page.isEmpty();
                page = scene.board.page(session, read.getLast(), 201)) {
            page.forEach(user -> read.add(user.id()));
        }
        assertThat(read).isSortedAccordingTo(Comparator.naturalOrder()).containsExactlyInAnyOrderElementsOf(crowd);

        // All of them go with their gateway, save a few who are listed then.
        UUID[] stay = {ann, bob};
        scene.says("g2", online(stay[0], session), online(stay[1], session));
        scene.pass(LIMITS.silence().plus(LIMITS.grace()).plus(LIMITS.summary()), "g2");
        assertThat(scene.told().getLast()).isEqualTo("list [Ann online, Bob online]");
        assertThat(scene.board.total(session)).isEqualTo(2);
    }

    @Test
    void manyWhoJoinASmallSessionAtOnceAreToldOnceEach() {
        List<AnnouncePresence.Entry> some = new ArrayList<>();
        for (int i = 0; i < LIMITS.large(); i++) {
            some.add(online(scene.user("U" + i), session));
        }
        scene.says("g1", some.toArray(AnnouncePresence.Entry[]::new));
        assertThat(scene.told()).hasSize(LIMITS.large()).doesNotHaveDuplicates();
        scene.says("g1", online(ann, session));
        scene.pass(LIMITS.summary(), "g1");
        assertThat(scene.told()).containsExactly("count " + (LIMITS.large() + 1));
    }
}
