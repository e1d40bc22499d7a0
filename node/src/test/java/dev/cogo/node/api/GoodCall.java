package dev.cogo.node.api;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A call as it should be made.
 *
 * @param operation its id in the document
 * @param status of the answer
 * @param settled waits for what the call does in the background, so that it does not disturb other tests
 */
record GoodCall(
        String operation,
        String name,
        int status,
        Function<ApiFixture, Request> request,
        BiConsumer<ApiFixture, Answer> settled) {

    GoodCall(String operation, String name, int status, Function<ApiFixture, Request> request) {
        this(operation, name, status, request, (world, answer) -> {});
    }
}
