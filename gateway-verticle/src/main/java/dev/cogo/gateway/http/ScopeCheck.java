package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;

/**
 * Lets a token do what it is good for. Which scope an operation needs follows from the document: its tag says what it is about, its
 * method whether it changes anything. {@code me} takes reading.
 */
final class ScopeCheck implements Handler<RoutingContext> {
    private static final String WHO_AM_I = "me";

    private final Scope scope;

    private ScopeCheck(Scope scope) {
        this.scope = scope;
    }

    /** The check of an operation; empty for one that is not for users. */
    static Optional<ScopeCheck> of(Operation operation) {
        JsonArray security = operation.getOpenAPIModel().getJsonArray("security");
        return security == null ? Optional.of(new ScopeCheck(scopeOf(operation))) : Optional.empty();
    }

    private static Scope scopeOf(Operation operation) {
        String tag = operation.getTags().isEmpty() ? "" : operation.getTags().getFirst();
        boolean reads = operation.getHttpMethod() == HttpMethod.GET;
        return switch (tag) {
            case "auth", "operation" -> operation.getOperationId().equals(WHO_AM_I) ? Scope.READ : Scope.ACCOUNT;
            case "ai" -> Scope.AI;
            case "agents" -> Scope.TASKS;
            default -> reads ? Scope.READ : Scope.WRITE;
        };
    }

    @Override
    public void handle(RoutingContext context) {
        Identity who = UserAuthentication.of(context);
        if (who != null) {
            who.require(scope);
        }
        context.next();
    }
}
