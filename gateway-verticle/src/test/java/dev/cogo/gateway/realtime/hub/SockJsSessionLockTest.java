package dev.cogo.gateway.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One session's requests that come over several event loops at once are handled one after the other. */
class SockJsSessionLockTest {
    private static final int LOOPS = 3;

    private final Vertx vertx = Vertx.vertx();
    private final SockJsSessionLock turns = new SockJsSessionLock();
    private final CountDownLatch arrived = new CountDownLatch(LOOPS);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void oneAfterTheOther() {
        assertThat(askAllAtOnce("/eventbus/000/same/xhr", "/eventbus/111/same/xhr", "/eventbus/000/same/xhr_send"))
                .containsOnly(200);
        assertThat(most).hasValue(1);
    }

    @Test
    void othersNeedNotWait() {
        assertThat(askAllAtOnce("/eventbus/000/a/xhr", "/eventbus/000/b/xhr", "/eventbus/000/c/xhr"))
                .containsOnly(200);
        assertThat(most).hasValue(LOOPS);
    }

    @Test
    void whoFailsLetsTheNextIn() {
        assertThat(askAllAtOnce("/eventbus/000/same/broken", "/eventbus/000/same/broken", "/eventbus/000/same/xhr"))
                .containsExactly(500, 500, 200);
    }

    private List<Integer> askAllAtOnce(String... paths) {
        HttpClient http = vertx.createHttpClient();
        List<Future<Integer>> answers = List.of(paths).stream()
                .map(path -> {
                    Loop loop = new Loop();
                    vertx.deployVerticle(loop).await();
                    return http.request(HttpMethod.POST, loop.server.actualPort(), "127.0.0.1", path)
                            .compose(request -> request.send())
                            .map(response -> response.statusCode());
                })
                .toList();
        List<Integer> statuses = answers.stream().map(answer -> answer.await()).toList();
        http.close().await();
        return statuses;
    }

    private final class Loop extends VerticleBase {
        private HttpServer server;

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            router.route().handler(request -> {
                arrived.countDown();
                request.next();
            });
            router.routeWithRegex("/eventbus/[^/]+/(?<session>[^/]+)/.+")
                    .handler(turns)
                    .handler(this::answer);
            server = vertx.createHttpServer().requestHandler(router);
            return server.listen(0, "127.0.0.1");
        }

        // Stays until all requests are here, and a little longer if they could come in.
        private void answer(RoutingContext request) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
                while (inside.get() < LOOPS && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                most.accumulateAndGet(inside.get(), Math::max);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                inside.decrementAndGet();
            }
            if (request.request().path().endsWith("broken")) {
                throw new IllegalStateException("broken on purpose");
            }
            request.response().end();
        }
    }
}
