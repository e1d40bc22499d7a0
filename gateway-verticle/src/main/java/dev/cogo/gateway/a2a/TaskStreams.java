package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Who listens to tasks through this door: the hub's clients as all others are. One for each event loop. */
public final class TaskStreams {
    /** So long a call waits for a task; then it is answered with the task as it stands. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An event can be lost: so often the task is looked at. */
    private static final Duration CHECK = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final ClientHub hub;
    private final Context context;

    /** To be made on the hub's event loop. */
    public TaskStreams(Vertx vertx, ClientHub hub) {
        this.vertx = vertx;
        this.hub = hub;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Answers a request with what happens to a task, until it has ended or the client has gone.
     *
     * @return completes when the stream has begun; fails, with the response untouched, when it can't
     */
    Future<Void> stream(HttpServerRequest request, Identity who, TaskFeed feed, StreamFormat format) {
        return listen(request, who, new TaskStream(context, request, feed, format));
    }

    /** Waits until a task has settled, at most {@link #PATIENCE}. */
    Future<Void> settled(HttpServerRequest request, Identity who, TaskFeed feed) {
        TaskWait wait = new TaskWait(context, request, feed);
        return listen(request, who, wait)
                .compose(begun -> wait.settled()
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .otherwiseEmpty())
                .onComplete(over -> wait.over());
    }

    private Future<Void> listen(HttpServerRequest request, Identity who, TaskListener listener) {
        ClientSocket socket = hub.open(request, listener, listener, listener);
        socket.loggedIn(who);
        long beats = vertx.setPeriodic(hub.limits().times().heartbeat().toMillis(), tick -> listener.beat(socket));
        long checks = vertx.setPeriodic(CHECK.toMillis(), tick -> listener.check());
        listener.ended().onComplete(ended -> {
            vertx.cancelTimer(beats);
            vertx.cancelTimer(checks);
        });
        return socket.subscribe(listener.feed().channel(), null)
                .recover(failure -> Future.failedFuture(asOfTask(failure)))
                .compose(subscribed -> socket.isClosed()
                        ? Future.failedFuture(new CogoException(ErrorCode.OVERLOADED, "there are too many connections"))
                        : listener.begin())
                .onFailure(failure -> listener.over());
    }

    private static Throwable asOfTask(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.CHANNEL_NOT_FOUND
                ? A2aError.Kind.TASK_NOT_FOUND.failure("there is no such task")
                : failure;
    }
}
