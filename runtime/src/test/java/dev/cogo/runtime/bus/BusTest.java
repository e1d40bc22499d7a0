package dev.cogo.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.ReadMark;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BusTest {
    private static final CheckAccess QUESTION = new CheckAccess(Ids.next(), Ids.next());
    private static final Access ANSWER = new Access(QUESTION.sessionId(), MemberRole.MEMBER, true, null, 0);

    private static final ListBlocks BLOCKS = new ListBlocks(Ids.next(), 10, null);

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void install(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
        Bus.install(vertx);
    }

    @Test
    void aRecordAnswersARecord() {
        serve(service -> service.<CheckAccess, Access>serve(Address.SESSION_ACCESS, question -> {
            assertThat(question).isEqualTo(QUESTION);
            return ANSWER;
        }));
        assertThat(bus.<Access>request(Address.SESSION_ACCESS, QUESTION).await())
                .isEqualTo(ANSWER);
    }

    @Test
    void aFailureKeepsItsCodeAndWords() {
        serve(service -> service.serve(Address.SESSION_ACCESS, question -> {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
        }));
        assertThat(failureOf(bus.request(Address.SESSION_ACCESS, QUESTION)))
                .returns(ErrorCode.SESSION_NOT_FOUND, CogoException::code)
                .hasMessage("there is no such session");
    }

    @Test
    void aDefectTellsNothing() {
        serve(service -> service.serve(Address.SESSION_ACCESS, question -> {
            throw new IllegalStateException("password=secret");
        }));
        assertThat(failureOf(bus.request(Address.SESSION_ACCESS, QUESTION)))
                .returns(ErrorCode.INTERNAL, CogoException::code)
                .hasMessageNotContaining("secret");
    }

    @Test
    void checkedExceptionsOfAwaitAreAnsweredToo() {
        serve(service -> service.serve(
                Address.SESSION_ACCESS,
                question -> Future.<Access>failedFuture(new ConnectException("refused"))
                        .await()));
        assertThat(failureOf(bus.request(Address.SESSION_ACCESS, QUESTION)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whereNobodyServesIsUnavailable() {
        assertThat(failureOf(bus.request(Address.TASK_READ, QUESTION)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void anotherTypeThanTheAddressTakesIsRefused() {
        serve(service -> service.serve(Address.SESSION_ACCESS, question -> ANSWER));
        assertThat(failureOf(bus.requestAt(ClusterView.alone().self(), Address.SESSION_ACCESS, new PresenceAck(true)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failureOf(bus.requestAt(
                                ClusterView.alone().self(), Address.SESSION_ACCESS, new UnknownRecord("FromTheFuture")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void oneThatWaitsDoesNotHoldUpTheNext() throws InterruptedException {
        CountDownLatch firstWaits = new CountDownLatch(1);
        Promise<Access> release = Promise.promise();
        CheckAccess slow = new CheckAccess(Ids.next(), Ids.next());
        serve(service -> service.<CheckAccess, Access>serve(Address.SESSION_ACCESS, question -> {
            if (question.equals(slow)) {
                firstWaits.countDown();
                return release.future().await();
            }
            return ANSWER;
        }));
        Future<Access> first = bus.request(Address.SESSION_ACCESS, slow);
        assertThat(firstWaits.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bus.<Access>request(Address.SESSION_ACCESS, QUESTION).await())
                .isEqualTo(ANSWER);
        assertThat(first.isComplete()).isFalse();
        release.complete(ANSWER);
        assertThat(first.await()).isEqualTo(ANSWER);
    }

    @Test
    void costsAddUpAlongTheWay() {
        serve(service -> {
            service.serve(Address.READ_MARK, request -> {
                Cost.current().orElseThrow().addDbQuery();
                Cost.current().orElseThrow().addAiRequest();
                return new ReadMark(QUESTION.sessionId(), QUESTION.userId(), 1);
            });
            Bus inner = new Bus(vertx);
            service.serve(Address.SESSION_ACCESS, question -> {
                Cost.current().orElseThrow().addDbQuery();
                inner.request(Address.READ_MARK, new MarkRead(Ids.next(), Ids.next(), 1))
                        .await();
                return ANSWER;
            });
        });
        Cost cost = new Cost();
        bus.request(Address.SESSION_ACCESS, QUESTION, cost).await();
        bus.request(Address.SESSION_ACCESS, QUESTION, cost).await();
        assertThat(cost.dbQueries()).isEqualTo(4);
        assertThat(cost.aiRequests()).isEqualTo(2);
        assertThat(Cost.current()).isEmpty();
    }

    @Test
    void aNoticeIsDoneWhenEveryGatewayHasDoneIt() throws InterruptedException {
        TestCluster cluster = new TestCluster("one", "two", "three");
        AccessRevoked notice = new AccessRevoked(Ids.next(), Ids.next());
        BlockingQueue<AccessRevoked> heard = new LinkedBlockingQueue<>();
        Promise<Done> slow = Promise.promise();
        serveNotices(cluster, "one", one -> {
            heard.add(one);
            return slow.future();
        });
        serveNotices(cluster, "two", two -> {
            heard.add(two);
            return Future.succeededFuture(Done.DONE);
        });
        // The third does not listen: it has gone, and has nobody to tell.
        Future<Void> told = new Bus(vertx, cluster.seenBy("two")).tellGateways(Address.ACCESS_REVOKED, notice);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(notice);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(notice);
        assertThat(told.isComplete()).isFalse();
        slow.complete(Done.DONE);
        told.await();
    }

    @Test
    void aNodeRefusesANoticeOfATypeThatItDoesNotKnow() {
        TestCluster cluster = new TestCluster("one");
        serveNotices(cluster, "one", heard -> Future.succeededFuture(Done.DONE));
        assertThat(failureOf(new Bus(vertx, cluster.seenBy("one"))
                        .requestAt("one", Address.ACCESS_REVOKED, new UnknownRecord("FromTheFuture"))))
                .returns(ErrorCode.INVALID_REQUEST, CogoException::code);
    }

    @Test
    void aRequestForASessionGoesToItsHome() {
        TestCluster cluster = new TestCluster("one", "two");
        for (String node : List.of("one", "two")) {
            serve(cluster.seenBy(node), service -> service.serve(Address.SESSION_ACCESS, question -> answerOf(node)));
        }
        Bus asking = new Bus(vertx, cluster.seenBy("one"));
        for (int i = 0; i < 20; i++) {
            CheckAccess question = new CheckAccess(Ids.next(), Ids.next());
            String home = cluster.topology()
                    .homeOf(new Channel.OfSession(question.sessionId()).name())
                    .orElseThrow();
            assertThat(asking.<Access>request(Address.SESSION_ACCESS, question).await())
                    .isEqualTo(answerOf(home));
        }
    }

    @Test
    void whatTheHomeDoesNotServeAnotherNodeDoes() {
        TestCluster cluster = new TestCluster("one", "gone");
        serve(cluster.seenBy("one"), service -> service.serve(Address.SESSION_ACCESS, question -> ANSWER));
        cluster.become(Topology.alike(Set.of("one", "gone"), List.of("gone")));
        assertThat(new Bus(vertx, cluster.seenBy("one"))
                        .<Access>request(Address.SESSION_ACCESS, QUESTION)
                        .await())
                .isEqualTo(ANSWER);
    }

    /** When a node dies, the bus forgets for a moment what the others serve. */
    @Test
    void whatNobodyServesJustNowIsServedALittleLater() {
        TestCluster cluster = new TestCluster("one", "two");
        Future<Access> answer = new Bus(vertx, cluster.seenBy("one")).request(Address.SESSION_ACCESS, QUESTION);
        new Bus(vertx, cluster.seenBy("two"))
                .serveHere(Address.SESSION_ACCESS, question -> Future.succeededFuture(ANSWER));
        assertThat(answer.await()).isEqualTo(ANSWER);
    }

    /** The table may still name a node that has left, and one that stops serves nothing any more. */
    @Test
    void whoeverTheHomeIsANodeThatServesIsFound() {
        TestCluster cluster = new TestCluster("one", "two");
        cluster.become(Topology.alike(Set.of("one", "two"), List.of("left", "one", "two")));
        serve(cluster.seenBy("two"), service -> service.serve(Address.SESSION_ACCESS, question -> ANSWER));
        for (int i = 0; i < 20; i++) {
            assertThat(new Bus(vertx, cluster.seenBy("one"))
                            .<Access>request(Address.SESSION_ACCESS, new CheckAccess(Ids.next(), Ids.next()))
                            .await())
                    .isEqualTo(ANSWER);
        }
    }

    @Test
    void whatNobodyServesForLongIsUnavailable() {
        TestCluster cluster = new TestCluster("one", "two");
        assertThat(failureOf(new Bus(vertx, cluster.seenBy("one")).request(Address.SESSION_ACCESS, QUESTION)))
                .returns(ErrorCode.UNAVAILABLE, CogoException::code);
    }

    @Test
    void whoWaitsForANodeThatLeavesHearsOfIt() throws InterruptedException {
        TestCluster cluster = new TestCluster("one", "two");
        CountDownLatch asked = new CountDownLatch(1);
        serveNotices(cluster, "two", heard -> {
            asked.countDown();
            return Promise.<Done>promise().future();
        });
        Future<Done> answer = new Bus(vertx, cluster.seenBy("one"))
                .requestAt("two", Address.ACCESS_REVOKED, new AccessRevoked(Ids.next(), Ids.next()));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        cluster.become("one");
        assertThat(failureOf(answer)).returns(ErrorCode.UNAVAILABLE, CogoException::code);
    }

    @Test
    void whatIsForNoSessionIsServedHereIfThisNodeHasTheRole() {
        TestCluster cluster = new TestCluster("one", "two");
        for (String node : List.of("one", "two")) {
            serve(cluster.seenBy(node), service -> service.serve(Address.BLOCK_LIST, question -> blocksOf(node)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(new Bus(vertx, cluster.seenBy("two"))
                            .<BlockPage>request(Address.BLOCK_LIST, BLOCKS)
                            .await())
                    .isEqualTo(blocksOf("two"));
        }
    }

    @Test
    void whatIsForNoSessionIsServedByANodeThatHasTheRole() {
        TestCluster cluster = new TestCluster();
        cluster.become(new Topology(
                Map.of("door", Set.of(Role.GATEWAY), "one", Set.of(Role.CHAT), "two", Set.of(Role.CHAT)),
                List.of("one")));
        serve(cluster.seenBy("door"), service -> service.serve(Address.BLOCK_LIST, question -> blocksOf("door")));
        serve(cluster.seenBy("two"), service -> service.serve(Address.BLOCK_LIST, question -> blocksOf("two")));
        assertThat(new Bus(vertx, cluster.seenBy("door"))
                        .<BlockPage>request(Address.BLOCK_LIST, BLOCKS)
                        .await())
                .isEqualTo(blocksOf("two"));
    }

    @Test
    void aRoleThatNoNodeHasIsNotWaitedFor() {
        TestCluster cluster = new TestCluster();
        cluster.become(new Topology(Map.of("one", Set.of(Role.GATEWAY), "two", Set.of(Role.GATEWAY)), List.of()));
        Future<BlockPage> answer = new Bus(vertx, cluster.seenBy("one")).request(Address.BLOCK_LIST, BLOCKS);
        assertThat(answer.isComplete()).isTrue();
        assertThat(failureOf(answer)).returns(ErrorCode.UNAVAILABLE, CogoException::code);
    }

    @Test
    void whoWaitsForAnAnswerThatIsForNoSessionHearsThatTheNodeLeft() throws InterruptedException {
        TestCluster cluster = new TestCluster();
        cluster.become(new Topology(Map.of("one", Set.of(Role.GATEWAY), "two", Set.of(Role.CHAT)), List.of("two")));
        CountDownLatch asked = new CountDownLatch(1);
        Promise<BlockPage> late = Promise.promise();
        serve(
                cluster.seenBy("two"),
                service -> service.serve(Address.BLOCK_LIST, question -> {
                    asked.countDown();
                    return late.future().await();
                }));
        Future<BlockPage> answer = new Bus(vertx, cluster.seenBy("one")).request(Address.BLOCK_LIST, BLOCKS);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        cluster.become("one");
        assertThat(failureOf(answer)).returns(ErrorCode.UNAVAILABLE, CogoException::code);
        late.complete(blocksOf("two"));
    }

    @Test
    void addressesAreUnique() {
        assertThat(Address.values()).extracting(Address::wireName).doesNotHaveDuplicates();
    }

    private void serveNotices(TestCluster cluster, String node, Function<AccessRevoked, Future<Done>> handler) {
        new Bus(vertx, cluster.seenBy(node))
                .serveHere(Address.ACCESS_REVOKED, handler)
                .completion()
                .await();
    }

    private static BlockPage blocksOf(String node) {
        return new BlockPage(List.of(), node);
    }

    private static Access answerOf(String node) {
        return new Access(QUESTION.sessionId(), MemberRole.MEMBER, true, node, 0);
    }

    private void serve(Consumer<Bus> services) {
        serve(ClusterView.alone(), services);
    }

    private void serve(ClusterView cluster, Consumer<Bus> services) {
        vertx.deployVerticle(
                        () -> new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                services.accept(new Bus(vertx, cluster));
                                return Future.succeededFuture();
                            }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    private static CogoException failureOf(Future<?> failing) {
        return catchThrowableOfType(CogoException.class, failing::await);
    }
}
