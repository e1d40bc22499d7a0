package dev.cogo.schema.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.BeatPresence;
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
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BusTest {
    private static final CheckAccess QUESTION = new CheckAccess(Ids.next(), Ids.next());
    private static final Access ANSWER = new Access(QUESTION.sessionId(), MemberRole.MEMBER, true, null, 0);

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
        assertThat(failureOf(bus.request(Address.SESSION_ACCESS, new BeatPresence("node")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failureOf(bus.request(Address.SESSION_ACCESS, new UnknownRecord("FromTheFuture")))
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
    void aNoticeReachesEveryListenerThatKnowsItsType() throws InterruptedException {
        BlockingQueue<AccessRevoked> heard = new LinkedBlockingQueue<>();
        bus.<AccessRevoked>onNotice(Address.ACCESS_REVOKED, heard::add)
                .completion()
                .await();
        bus.<AccessRevoked>onNotice(Address.ACCESS_REVOKED, heard::add)
                .completion()
                .await();
        AccessRevoked notice = new AccessRevoked(Ids.next(), Ids.next());
        vertx.eventBus()
                .publish(
                        Address.ACCESS_REVOKED.wireName(),
                        new UnknownRecord("FromTheFuture"),
                        new DeliveryOptions().setCodecName(BusCodec.NAME));
        bus.publish(Address.ACCESS_REVOKED, notice);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(notice);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(notice);
    }

    @Test
    void addressesAreUnique() {
        assertThat(Address.values()).extracting(Address::wireName).doesNotHaveDuplicates();
    }

    private void serve(Consumer<Bus> services) {
        vertx.deployVerticle(
                        () -> new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                services.accept(new Bus(vertx));
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
