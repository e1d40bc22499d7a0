package dev.cogo.gateway.http.operation;

import io.vertx.core.Future;

/** What an operation of the OpenAPI document does. Runs on an event loop. */
@FunctionalInterface
public interface Operation {
    /** Answers a call that the document allows; fails with a {@code CogoException}. */
    Future<Reply> answer(Call call);
}
