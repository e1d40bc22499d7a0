package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.contract.BodyWork;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.operation.Call;
import dev.cogo.gateway.http.operation.Operation;
import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UnreadAnswers;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.trace.RequestTrace;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs an operation on a request that its check lets through, and writes the answer. */
final class OperationHandler implements Handler<RoutingContext> {
    private final RequestCheck check;
    private final Operation operation;
    private final AnswerWriter writer;
    private final @Nullable UnreadAnswers longAnswers;
    private final boolean streams;
    private final TrustedProxies proxies;
    private final UserLimits limits;

    /**
     * @param longAnswers counts the answers of an operation that may have long ones
     * @param streams whether the operation also answers with an event stream
     */
    OperationHandler(
            RequestCheck check,
            Operation operation,
            AnswerWriter writer,
            @Nullable UnreadAnswers longAnswers,
            boolean streams,
            TrustedProxies proxies,
            UserLimits limits) {
        this.check = check;
        this.operation = operation;
        this.writer = writer;
        this.longAnswers = longAnswers;
        this.streams = streams;
        this.proxies = proxies;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        OperationMetrics.operationOf(context).ifPresent(asked -> RequestTrace.serve(asked.getOperationId()));
        boolean events = streams && AnswerForm.of(context) == null && RequestCheck.wantsEvents(context);
        if (!events) {
            check.checkAccept(context);
        }
        Identity who = UserAuthentication.of(context);
        Map<String, Object> parameters = check.parameters(context);
        UnreadAnswers.Read read = longAnswers == null
                ? null
                : longAnswers.begin(Objects.requireNonNull(who).userId());
        paid(who, context.body().length())
                .compose(paid -> BodyReader.work(context, () -> check.body(context)))
                .compose(body -> operation.answer(new Call(
                        who,
                        AgentAuthentication.of(context),
                        Origin.of(context.request(), proxies.client(context.request())),
                        parameters,
                        body,
                        OperationMetrics.costOf(context),
                        ended(context),
                        events)))
                .onComplete(answered -> RequestTurns.end(context))
                .compose(reply -> writer.write(context, reply, read))
                .onComplete(over -> {
                    if (read != null) {
                        read.taken();
                    }
                })
                .onFailure(context::fail);
    }

    // One request is paid for already. A long body is as much work as many short ones.
    private Future<Void> paid(@Nullable Identity who, int bodyBytes) {
        return who == null || bodyBytes <= BodyWork.LARGE
                ? Future.succeededFuture()
                : limits.spend(who.userId(), Limit.REQUESTS, bodyBytes / BodyWork.LARGE);
    }

    private static Future<Void> ended(RoutingContext context) {
        Promise<Void> ended = Promise.promise();
        context.addEndHandler(over -> ended.tryComplete());
        return ended.future();
    }
}
