package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.EventSink;
import dev.cogo.gateway.realtime.transport.RawSocket;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request as a client of the hub that listens to one task. Events are taken one after the other, the first after the task was
 * read; what waits for that counts as not taken. For one event loop.
 */
abstract class TaskListener implements Connection, EventSink, NoticeFormat {
    private final TaskFeed feed;
    private final Channel channel;
    private final Promise<Void> over = Promise.promise();
    private final Promise<Void> begun = Promise.promise();
    private Future<?> last;
    private long waiting;

    TaskListener(Context context, HttpServerRequest request, TaskFeed feed) {
        this.feed = feed;
        this.channel = ((ConnectionBase) request.connection()).channel();
        this.last = begun.future();
        channel.closeFuture().addListener(closed -> context.runOnContext(go -> over()));
    }

    /** Takes what the client is to be told, and does what follows from the state of the feed. */
    abstract Future<Void> tell(List<JsonObject> elements);

    /** Says something that means nothing, so that the connection is not taken for a dead one. */
    abstract void beat(ClientSocket socket);

    /** Ends it from this side. */
    abstract void end();

    TaskFeed feed() {
        return feed;
    }

    /** The client is no client of the hub any more. */
    final void over() {
        over.tryComplete();
    }

    /** Takes the task as it is, and from then on what happens. */
    final Future<Void> begin() {
        return feed.begin()
                .compose(task -> tell(List.of(new JsonObject().put("task", task))))
                .onSuccess(told -> {
                    begun.complete();
                    goOn();
                })
                .onFailure(begun::tryFail);
    }

    /** Looks whether an event was lost. */
    final void check() {
        if (begun.future().succeeded()) {
            then(0, () -> feed.check().otherwise(List.of()));
        }
    }

    private void goOn() {
        if (feed.behind() && !over.future().isComplete()) {
            then(0, feed::check);
        }
    }

    @Override
    public final boolean event(EncodedEvent event, long room) {
        if (event.bytes() > room) {
            return false;
        }
        then(event.bytes(), () -> feed.after(event));
        return true;
    }

    @Override
    public final Future<Void> replay(EncodedEvent event) {
        // A task's channel has no timeline.
        return Future.succeededFuture();
    }

    @Override
    public long bytesInFlight() {
        return waiting;
    }

    private void then(int bytes, Supplier<Future<List<JsonObject>>> step) {
        waiting += bytes;
        last = last.compose(before -> over.future().isComplete()
                        ? Future.succeededFuture()
                        : step.get().compose(this::tell))
                .onComplete(done -> waiting -= bytes)
                .onSuccess(told -> goOn())
                .onFailure(failure -> {
                    if (begun.future().succeeded()) {
                        end();
                    }
                });
    }

    @Override
    public Future<Void> write(String text) {
        // Notices have no words in A2A; what they mean is the stream's end.
        return Future.succeededFuture();
    }

    @Override
    public final void close(CloseCode code) {
        end();
    }

    @Override
    public final void abort() {
        if (!over.future().isComplete()) {
            RawSocket.abort(channel);
        }
    }

    @Override
    public final Future<Void> ended() {
        return over.future();
    }

    @Override
    public final String door() {
        return "a2a";
    }

    @Override
    public final String notice(Notice notice) {
        return "";
    }

    @Override
    public final Optional<CloseCode> endsAfter(Notice notice) {
        return switch (notice) {
            case Notice.Unsubscribed(var name, var code) ->
                Optional.of(code.retryable() ? CloseCode.UNAVAILABLE : CloseCode.FORBIDDEN);
            case Notice.Lagged() -> Optional.of(CloseCode.LAGGING);
            default -> Optional.empty();
        };
    }
}
