package dev.cogo.runtime.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the driver and the bus really fail with, and what becomes of it. */
@ExtendWith(VertxExtension.class)
class FailuresTest {
    private static final PoolOptions NARROW = new PoolOptions()
            .setMaxSize(1)
            .setMaxWaitQueueSize(1)
            .setConnectionTimeout(30)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    /** For who waits in vain; enough for a first connection on a busy machine. */
    private static final PoolOptions IMPATIENT = new PoolOptions(NARROW).setConnectionTimeout(1);

    private final DatabaseConfig config = TestDatabase.migrated();

    @Test
    void aFullQueueIsOverload(Vertx vertx) {
        Pool pool = pool(vertx, IMPATIENT, config.connectOptions());
        SqlConnection held = pool.getConnection().await();
        Future<?> waiting = pool.query("SELECT 1").execute();
        assertThat(codeOf(pool.query("SELECT 1").execute())).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(codeOf(pool.getConnection())).isEqualTo(ErrorCode.OVERLOADED);
        // Nobody gives the connection back, so this one has waited for nothing.
        assertThat(codeOf(waiting)).isEqualTo(ErrorCode.OVERLOADED);
        held.close().await();
        assertThat(pool.query("SELECT 1").execute().await().size()).isOne();
    }

    @Test
    void aFullDiskIsAbsence(Vertx vertx) {
        Pool pool = pool(vertx, config.connectOptions());
        String full = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '%s'; END $$";
        assertThat(codeOf(pool.query(full.formatted("53100")).execute())).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(codeOf(pool.query(full.formatted("53200")).execute())).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void waitingForAConnectionTooLongIsOverload(Vertx vertx) {
        Pool pool = pool(vertx, IMPATIENT, config.connectOptions());
        SqlConnection held = pool.getConnection().await();
        assertThat(codeOf(pool.getConnection())).isEqualTo(ErrorCode.OVERLOADED);
        held.close().await();
    }

    @Test
    void aRefusedConnectionIsAbsence(Vertx vertx) throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Pool pool = pool(vertx, config.connectOptions().setPort(nobody));
        assertThat(codeOf(pool.query("SELECT 1").execute())).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aServerThatVanishesIsAbsence(Vertx vertx) {
        PgConnectOptions direct = config.connectOptions();
        Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
        Pool pool =
                pool(vertx, new PgConnectOptions(direct).setHost("127.0.0.1").setPort(relay(vertx, direct, sockets)));
        SqlConnection connection = pool.getConnection().await();
        connection.begin().await();
        Future<?> running = connection.query("SELECT pg_sleep(60)").execute();
        awaitSleeper(vertx, direct);
        sockets.forEach(NetSocket::close);
        assertThat(codeOf(running)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(codeOf(connection.query("SELECT 1").execute())).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(codeOf(connection.transaction().commit())).isEqualTo(ErrorCode.UNAVAILABLE);
        connection.close().await();
        assertThat(pool.query("SELECT 1").execute().await().size()).isOne();
    }

    @Test
    void anEndedBackendIsAbsence(Vertx vertx) {
        PgConnectOptions direct = config.connectOptions();
        Pool pool = pool(vertx, direct);
        Future<?> running = pool.query("SELECT pg_sleep(60)").execute();
        awaitSleeper(vertx, direct);
        pool(vertx, direct)
                .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'")
                .execute()
                .await();
        assertThat(codeOf(running)).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aClosedPoolIsAbsence(Vertx vertx) {
        Pool pool = pool(vertx, config.connectOptions());
        pool.close().await();
        assertThat(codeOf(pool.query("SELECT 1").execute())).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aStatementThatTakesTooLongIsOverload(Vertx vertx) {
        Pool pool = pool(vertx, config.connectOptions().addProperty("statement_timeout", "50"));
        assertThat(codeOf(pool.query("SELECT pg_sleep(60)").execute())).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void aWrongStatementIsADefect(Vertx vertx) {
        Pool pool = pool(vertx, config.connectOptions());
        CogoException failure = Failures.of(
                catchThrowable(
                        () -> pool.query("SELECT secret FROM nowhere").execute().await()),
                "a test");
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void codesCrossTheBus() {
        assertThat(Failures.fromBus(
                        new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 40402, "there is no such session")))
                .returns(ErrorCode.SESSION_NOT_FOUND, CogoException::code)
                .hasMessage("there is no such session");
        assertThat(Failures.fromBus(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 99999, "of a newer node")))
                .returns(ErrorCode.INTERNAL, CogoException::code);
        assertThat(Failures.fromBus(new ReplyException(ReplyFailure.NO_HANDLERS)))
                .returns(ErrorCode.UNAVAILABLE, CogoException::code);
        assertThat(Failures.fromBus(new ReplyException(ReplyFailure.TIMEOUT)))
                .returns(ErrorCode.TIMEOUT, CogoException::code);
    }

    @Test
    void wrappersAreTakenOff() {
        CogoException inner = CogoException.invalid("inner");
        assertThat(Failures.of(new CompletionException(new CompletionException(inner)), "a test"))
                .isSameAs(inner);
    }

    private static Pool pool(Vertx vertx, PgConnectOptions connect) {
        return pool(vertx, NARROW, connect);
    }

    private static Pool pool(Vertx vertx, PoolOptions options, PgConnectOptions connect) {
        return PgBuilder.pool().with(options).connectingTo(connect).using(vertx).build();
    }

    private static ErrorCode codeOf(Future<?> failing) {
        return Failures.of(catchThrowable(failing::await), "a test").code();
    }

    private static void awaitSleeper(Vertx vertx, PgConnectOptions connect) {
        Pool pool = pool(vertx, connect);
        String sleepers = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
        while (pool.query(sleepers).execute().await().size() == 0) {
            Thread.onSpinWait();
        }
        pool.close().await();
    }

    /** Stands between the driver and the server, so that the server can vanish without a word. */
    private static int relay(Vertx vertx, PgConnectOptions target, Queue<NetSocket> sockets) {
        NetClient client = vertx.createNetClient();
        NetServer server = vertx.createNetServer().connectHandler(near -> {
            near.pause();
            sockets.add(near);
            client.connect(target.getPort(), target.getHost()).onSuccess(far -> {
                near.handler(far::write).closeHandler(gone -> far.close());
                far.handler(near::write).closeHandler(gone -> near.close());
                near.resume();
            });
        });
        return server.listen(0, "127.0.0.1").await().actualPort();
    }
}
