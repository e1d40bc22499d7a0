package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.home.Interest;
import dev.cogo.gateway.realtime.home.InterestRouter;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the homes, each channel that is wanted is known to its own, and no other. */
class InterestRouterTest {
    private static final List<String> HOMES = List.of("one", "two", "three");

    private final TestCluster cluster = new TestCluster("one", "two", "three");
    private final Map<String, FakeHome> homes = new HashMap<>();
    private final Map<String, Long> later = new ConcurrentHashMap<>();
    private final Map<UUID, Long> lastSeqs = new ConcurrentHashMap<>();
    private Vertx vertx;
    private Context context;
    private InterestRouter interestRouter;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Bus.install(vertx);
        HOMES.forEach(node -> homes.put(
                node, new FakeHome(vertx, cluster.seenBy(node), session -> lastSeqs.getOrDefault(session, 0L))));
        context = vertx.getOrCreateContext();
        interestRouter =
                new InterestRouter(vertx, context, new Bus(vertx, cluster.seenBy("one")), cluster.seenBy("one"));
        here(() -> {
            interestRouter.start();
            return null;
        });
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void manyAreAnnouncedInFewWords() {
        List<Interest> wishes = want(5000);
        assertThat(known()).isEqualTo(5000);
        assertThat(homes.values().stream().mapToInt(home -> home.heard.size()).sum())
                .isLessThan(50);
        here(() -> {
            wishes.forEach(interestRouter::withdraw);
            return null;
        });
        RealtimeFixture.until("all are taken back", () -> known() == 0);
    }

    @Test
    void whatMovesIsAnnouncedAtItsNewHome() {
        List<Interest> wishes = want(2000);
        int there = joinsHeard() + movedBy(wishes, "one", "two");
        RealtimeFixture.until("the last home's are elsewhere", () -> joinsHeard() == there);
        assertThat(wishes).allMatch(this::isAtHome);
        int back = there + movedBy(wishes, "one", "two", "three");
        RealtimeFixture.until("they are where they were", () -> joinsHeard() == back);
        assertThat(wishes).allMatch(this::isAtHome);
        assertThat(movedBy(wishes, "one", "two", "three")).isZero();
        want(1);
        assertThat(joinsHeard()).as("nothing moved").isEqualTo(back + 1);
    }

    /** Changes the cluster; returns how many have another home now. */
    private int movedBy(List<Interest> wishes, String... nodes) {
        Topology before = cluster.topology();
        cluster.become(nodes);
        return (int) wishes.stream()
                .filter(interest -> !before.homeOf(interest.channel())
                        .equals(cluster.topology().homeOf(interest.channel())))
                .count();
    }

    private int joinsHeard() {
        return homes.values().stream()
                .flatMap(home -> home.heard.stream())
                .mapToInt(word -> word.joins().size())
                .sum();
    }

    @Test
    void aNewHomeTellsWhatWasMissed() {
        Channel.OfSession session = sessionAt("three");
        lastSeqs.put(session.sessionId(), 4L);
        assertThat(want(session).first().future().await()).isEqualTo(4);
        lastSeqs.put(session.sessionId(), 9L);
        cluster.become("one", "two");
        RealtimeFixture.until("the new home has told", () -> Long.valueOf(9).equals(later.get(session.name())));
    }

    @Test
    void aListenerNeedNotWaitForTheOthersToMove() {
        List<Interest> many = want(20_000);
        Promise<Void> stuck = Promise.promise();
        homes.get("one").gate = stuck.future();
        cluster.become("one", "two");
        Channel.OfSession session = sessionAt("two");
        // While thousands move there.
        assertThat(want(session).first().future().await()).isZero();
        stuck.complete();
        RealtimeFixture.until("all have moved", () -> many.stream().allMatch(this::isAtHome));
    }

    @Test
    void whoWaitsPassesTheOthersThatMoveToTheSameHome() {
        want(20_000);
        FakeHome two = homes.get("two");
        int before = two.heard.size();
        Promise<Void> stuck = Promise.promise();
        two.gate = stuck.future();
        cluster.become("one", "two");
        Supplier<List<AnnounceInterest>> moves = () -> List.copyOf(two.heard).stream()
                .skip(before)
                .filter(said -> said.joins().size() > 1)
                .toList();
        RealtimeFixture.until("some move there", () -> !moves.get().isEmpty());
        Channel.OfSession session = sessionAt("two");
        Interest waitedFor = want(session);
        RealtimeFixture.until("the home hears of it before it has answered", () -> two.now(session.name()) == 1);
        assertThat(moves.get()).as("batches that were sent before an answer").hasSize(1);
        stuck.complete();
        waitedFor.first().future().await();
    }

    @Test
    void whatCouldNotBeToldIsToldAgain() {
        homes.values().forEach(home -> home.failures.set(3));
        want(100);
        assertThat(known()).isEqualTo(100);
    }

    @Test
    void whatIsTakenBackBeforeItWasHeardIsNotToldAgain() {
        homes.values().forEach(home -> home.failures.set(1));
        Channel.OfSession session = sessionAt("two");
        here(() -> {
            Interest interest = interestRouter.announce(session.name(), position -> {});
            context.runOnContext(sent -> context.runOnContext(go -> interestRouter.withdraw(interest)));
            return interest;
        });
        Channel.OfSession later = sessionAt("two");
        want(later).first().future().await();
        assertThat(homes.get("two").now(later.name())).isEqualTo(1);
        assertThat(homes.get("two").ever(session.name())).isZero();
    }

    @Test
    void aHomeThatForgotIsToldEverythingAnew() {
        List<Interest> wishes = want(300);
        homes.get("two").forget();
        RealtimeFixture.until("it knows again", () -> wishes.stream().allMatch(this::isAtHome));
        assertThat(homes.get("two").heard)
                .anyMatch(said -> said.anew() && !said.joins().isEmpty());
    }

    @Test
    void beatsSayWhatTheHomeShouldKnow() {
        List<Interest> wishes = want(30);
        here(() -> {
            wishes.subList(0, 10).forEach(interestRouter::withdraw);
            return null;
        });
        List<String> left = wishes.subList(10, 30).stream()
                .map(Interest::channel)
                .filter(channel ->
                        cluster.topology().homeOf(channel).orElseThrow().equals("two"))
                .toList();
        long hash = left.stream().mapToLong(AnnounceInterest::hashOf).sum();
        RealtimeFixture.until(
                "a beat",
                () -> homes.get("two").heard.stream()
                        .anyMatch(said -> said.joins().isEmpty()
                                && said.leaves().isEmpty()
                                && said.count() == left.size()
                                && said.hash() == hash));
    }

    @Test
    void withoutAnyHomeItWaits() {
        cluster.become(Topology.alike(Set.of("one"), List.of()));
        Channel.OfSession session = new Channel.OfSession(Ids.next());
        Interest interest = announce(session.name());
        assertThat(interest.first().future().isComplete()).isFalse();
        cluster.become("one");
        interest.first().future().await();
        assertThat(homes.get("one").now(session.name())).isEqualTo(1);
    }

    @Test
    void closingTakesBackEverything() {
        List<Interest> wishes = want(50);
        here(() -> {
                    return interestRouter.close();
                })
                .await();
        assertThat(wishes).isNotEmpty();
        assertThat(known()).isZero();
    }

    private List<Interest> want(int count) {
        List<Interest> wishes = here(() -> IntStream.range(0, count)
                .mapToObj(i -> interestRouter.announce(new Channel.OfSession(Ids.next()).name(), position -> {}))
                .toList());
        Future.all(wishes.stream().map(interest -> interest.first().future()).toList())
                .await();
        return wishes;
    }

    private Interest want(Channel channel) {
        return announce(channel.name());
    }

    private Interest announce(String channel) {
        return here(() -> interestRouter.announce(channel, position -> later.put(channel, position)));
    }

    private boolean isAtHome(Interest interest) {
        String home = cluster.topology().homeOf(interest.channel()).orElseThrow();
        return homes.get(home).now(interest.channel()) == 1;
    }

    private int known() {
        return homes.values().stream().mapToInt(FakeHome::known).sum();
    }

    private Channel.OfSession sessionAt(String home) {
        while (true) {
            Channel.OfSession session = new Channel.OfSession(Ids.next());
            if (cluster.topology().homeOf(session.name()).orElseThrow().equals(home)) {
                return session;
            }
        }
    }

    private <T> T here(Callable<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future().await();
    }
}
