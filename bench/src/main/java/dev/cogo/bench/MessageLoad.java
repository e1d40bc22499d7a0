package dev.cogo.bench;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A user with sessions of its own, and messages into them in turn. Lives on one event loop. */
final class MessageLoad {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final Vertx vertx;
    private final Context context;
    private final WebClient client;
    private final URI url;
    private final int inFlight;
    private final String content;
    private String token = "";
    private final List<String> sessions = new ArrayList<>();
    private int nextSession;

    private MessageLoad(Vertx vertx, URI url, int inFlight, int bytes) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.url = url;
        this.inFlight = inFlight;
        this.content = "x".repeat(bytes);
        this.client = WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(inFlight));
    }

    /** Registers a user and creates the sessions. */
    static Future<MessageLoad> prepare(Vertx vertx, URI url, int sessions, int inFlight, int bytes) {
        MessageLoad load = new MessageLoad(vertx, url, inFlight, bytes);
        return load.register().compose(done -> load.createSessions(sessions)).map(load);
    }

    private Future<Void> register() {
        JsonObject account = new JsonObject()
                .put("email", "bench-" + Ids.next() + "@example.org")
                .put("password", Ids.next().toString());
        return post("/auth/register", account).map(body -> {
            token = body.getString("accessToken");
            return null;
        });
    }

    private Future<Void> createSessions(int count) {
        Future<Void> all = Future.succeededFuture();
        for (int i = 0; i < count; i++) {
            String title = "bench " + i;
            all = all.compose(done -> post("/chat/session", new JsonObject().put("title", title)))
                    .map(body -> {
                        sessions.add(body.getString("id"));
                        return null;
                    });
        }
        return all;
    }

    private Future<JsonObject> post(String path, JsonObject body) {
        return request(path)
                .sendJsonObject(body)
                .compose(response -> response.statusCode() == 201
                        ? Future.succeededFuture(response.bodyAsJsonObject())
                        : Future.failedFuture(
                                path + " answered " + response.statusCode() + ": " + response.bodyAsString()));
    }

    private HttpRequest<Buffer> request(String path) {
        HttpRequest<Buffer> request = client.postAbs(url.resolve(path).toString());
        return token.isEmpty() ? request : request.bearerTokenAuthentication(token);
    }

    /** Sends for the given time, then waits for the last answers. */
    Future<LoadResult> run(Duration time, @Nullable Integer rate) {
        Promise<LoadResult> result = Promise.promise();
        context.runOnContext(start -> new Run(time, rate, result).begin());
        return result.future();
    }

    private final class Run {
        private final long start = System.nanoTime();
        private final long end;
        private final double nanosBetween;
        private final Promise<LoadResult> result;
        private final Histogram microseconds = new Histogram(LONGEST_MICROS, 3);
        private long acknowledged;
        private long failed;
        private long sent;
        private int waiting;
        private boolean over;

        Run(Duration time, @Nullable Integer rate, Promise<LoadResult> result) {
            this.end = start + time.toNanos();
            this.nanosBetween = rate == null ? 0 : 1e9 / rate;
            this.result = result;
        }

        void begin() {
            if (nanosBetween > 0) {
                vertx.setPeriodic(1, this::sendDue);
            } else {
                sendFreely();
            }
        }

        private void sendFreely() {
            while (waiting < inFlight && System.nanoTime() < end) {
                send(System.nanoTime());
            }
            endIfDone();
        }

        // A message that could not go out in time still counts from when it was due: otherwise a slow answer would hide
        // the ones behind it (coordinated omission).
        private void sendDue(long timer) {
            long now = System.nanoTime();
            long due = start + (long) (sent * nanosBetween);
            while (due <= now && due < end && waiting < inFlight) {
                send(due);
                due = start + (long) (sent * nanosBetween);
            }
            if (due >= end) {
                vertx.cancelTimer(timer);
                over = true;
                endIfDone();
            }
        }

        private void send(long due) {
            sent++;
            waiting++;
            JsonObject message = new JsonObject()
                    .put("sessionId", sessions.get(nextSession++ % sessions.size()))
                    .put("content", content)
                    .put("clientMessageId", Ids.next().toString());
            request("/chat/message").sendJsonObject(message).onComplete((response, failure) -> answered(due, response));
        }

        private void answered(long due, @Nullable HttpResponse<Buffer> response) {
            waiting--;
            if (response != null && response.statusCode() == 201) {
                acknowledged++;
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                microseconds.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
            } else {
                failed++;
            }
            if (nanosBetween == 0) {
                sendFreely();
            } else {
                endIfDone();
            }
        }

        private void endIfDone() {
            boolean done = nanosBetween > 0 ? over : System.nanoTime() >= end;
            if (done && waiting == 0) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                result.tryComplete(new LoadResult(acknowledged, failed, elapsed, microseconds));
            }
        }
    }
}
