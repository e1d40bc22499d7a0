package dev.cogo.gateway.http;

import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;

/**
 * How large bodies may be, in bytes: the OpenAPI document says it with {@code x-max-body}, once for all calls and again at
 * those that need more.
 *
 * @param usual where a call says nothing of its own
 * @param largest what the call says that takes most
 */
public record BodyLimits(int usual, int largest) {
    private static final String EXTENSION = "x-max-body";

    static BodyLimits of(OpenAPIContract contract, int atMost) {
        int usual = Math.min(atMost, contract.getRawContract().getInteger(EXTENSION));
        int largest = contract.operations().stream()
                .mapToInt(operation -> operation.getOpenAPIModel().getInteger(EXTENSION, usual))
                .max()
                .orElse(usual);
        return new BodyLimits(usual, Math.min(atMost, largest));
    }

    int of(Operation operation) {
        return Math.min(largest, operation.getOpenAPIModel().getInteger(EXTENSION, usual));
    }
}
