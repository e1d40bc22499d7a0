package dev.cogo.ai.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One POST that is answered by server-sent events, bounded in time and size. It can be dropped at any moment, from any thread:
 * the request is reset, so that the server stops its work. Redirects are not followed: a key must not travel to wherever one
 * points.
 */
public final class EventExchange {
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final CallLimits limits;
    private final SseParser parser;
    private final Promise<Void> end = Promise.promise();
    private final long start = System.nanoTime();
    private @Nullable HttpClientRequest request;
    private long lastEvent = start;
    private boolean begun;
    private long timer;
    private long bytes;

    /** @param events is given the data of each event, one after the other; what it throws ends the exchange */
    public EventExchange(Vertx vertx, HttpClient http, CallLimits limits, Consumer<String> events) {
        this.vertx = vertx;
        this.http = http;
        this.limits = limits;
        this.parser = new SseParser(data -> {
            if (!over()) {
                lastEvent = System.nanoTime();
                if (!begun) {
                    begin();
                }
                events.accept(data);
            }
        });
        end.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    /**
     * Sends the request; to be called once.
     *
     * @return completes when the response has ended; fails with {@link StatusException}, {@link Unreadable}, {@link
     *     TimeoutException}, what it was dropped for, or what the connection failed with
     */
    public Future<Void> post(String url, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(HttpMethod.POST)
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        options.putHeader("user-agent", "cogo-chat");
        // All on one context: the handlers of a response must be there before its first byte.
        vertx.getOrCreateContext().runOnContext(go -> {
            watch();
            http.request(options).onComplete(begun -> send(begun, body), end::tryFail);
        });
        return end.future();
    }

    /** Ends the exchange with this failure, unless it has ended. */
    public void drop(Throwable why) {
        if (end.tryFail(why)) {
            reset();
        }
    }

    private void send(HttpClientRequest begun, Buffer body) {
        hold(begun);
        begun.response().onComplete(this::read, end::tryFail);
        begun.send(body).onFailure(end::tryFail);
    }

    private synchronized void hold(HttpClientRequest begun) {
        request = begun;
        if (over()) {
            reset();
        }
    }

    private synchronized void reset() {
        if (request != null) {
            request.reset();
        }
    }

    private boolean over() {
        return end.future().isComplete();
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(end::tryFail);
        if (response.statusCode() != 200) {
            readError(response);
            return;
        }
        String type = response.getHeader("content-type");
        if (type == null || !type.startsWith("text/event-stream")) {
            drop(new Unreadable("the response is no stream of events"));
            return;
        }
        response.handler(this::take).endHandler(whole -> end.tryComplete());
    }

    private void take(Buffer chunk) {
        bytes += chunk.length();
        if (over()) {
            return;
        }
        if (bytes > limits.maxBytes()) {
            drop(new Unreadable("the response is too large"));
            return;
        }
        try {
            parser.feed(chunk);
        } catch (RuntimeException e) {
            drop(e);
        }
    }

    private void readError(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        StatusException error = new StatusException(response.statusCode(), response.getHeader("retry-after"), body);
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MAX_ERROR_BYTES) {
                drop(error);
            }
        });
        response.endHandler(whole -> end.tryFail(error));
    }

    // The timer is set anew when it ends, and not with each event.
    private void watch() {
        long patience = (begun ? limits.between() : limits.first()).toNanos();
        long left = Math.min(lastEvent + patience, start + limits.total().toNanos()) - System.nanoTime();
        if (left <= 0) {
            drop(new TimeoutException("nothing came in time"));
            return;
        }
        timer = vertx.setTimer(Duration.ofNanos(left).toMillis() + 1, over -> watch());
        if (over()) {
            vertx.cancelTimer(timer);
        }
    }

    // From now on the pauses are short.
    private void begin() {
        begun = true;
        vertx.cancelTimer(timer);
        watch();
    }
}
