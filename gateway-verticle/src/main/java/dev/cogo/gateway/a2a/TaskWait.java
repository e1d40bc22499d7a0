package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.hub.ClientSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A call that is answered when its task has settled. */
final class TaskWait extends TaskListener {
    private final Promise<Void> settled = Promise.promise();

    TaskWait(Context context, HttpServerRequest request, TaskFeed feed) {
        super(context, request, feed);
        ended().onComplete(gone -> settled.tryComplete());
    }

    /** Completes when the task has settled, or nothing can be heard of it any more. */
    Future<Void> settled() {
        return settled.future();
    }

    @Override
    Future<Void> tell(List<JsonObject> elements) {
        if (feed().settled()) {
            settled.tryComplete();
        }
        return Future.succeededFuture();
    }

    @Override
    void beat(ClientSocket socket) {
        socket.signOfLife();
    }

    @Override
    void end() {
        settled.tryComplete();
        over();
    }
}
