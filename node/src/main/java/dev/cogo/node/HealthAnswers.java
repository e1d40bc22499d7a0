package dev.cogo.node;

import dev.cogo.node.health.Health;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;

/** A node's health by status 200 or 503 and nothing else, for doors that have no router. */
final class HealthAnswers {
    private final Health health;

    HealthAnswers(Health health) {
        this.health = health;
    }

    /** Answers a probe; false for any other request. */
    boolean answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/health/live" -> answer(request, health.live());
            case "/health/ready" -> answer(request, health.ready());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void answer(HttpServerRequest request, HealthChecks checks) {
        checks.checkStatus()
                .map(CheckResult::isUp)
                .otherwise(false)
                .onSuccess(
                        up -> request.response().setStatusCode(up ? 200 : 503).end());
    }
}
