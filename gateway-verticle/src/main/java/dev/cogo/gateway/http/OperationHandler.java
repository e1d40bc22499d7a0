package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.Identity;
import dev.cogo.gateway.limits.ClientAddress;
import dev.cogo.gateway.limits.RequestLimits;
import dev.cogo.gateway.limits.UnreadAnswers;
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
    private final boolean trustForwardedHeaders;
    private final RequestLimits requests;

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
            boolean trustForwardedHeaders,
            RequestLimits requests) {
        this.check = check;
        this.operation = operation;
        this.writer = writer;
        this.longAnswers = longAnswers;
        this.streams = streams;
        this.trustForwardedHeaders = trustForwardedHeaders;
        this.requests = requests;
    }

    @Override
    public void handle(RoutingContext context) {
        boolean events = streams && RequestCheck.wantsEvents(context);
        if (!events) {
            RequestCheck.checkAccept(context);
        }
        Identity who = UserAuthentication.of(context);
        Map<String, Object> parameters = check.parameters(context);
        UnreadAnswers.Read read =
                longAnswers == null ? null : longAnswers.begin(Objects.requireNonNull(who).userId());
        paid(who, context.body().length())
                .compose(paid -> BodyReader.work(context, () -> check.body(context)))
                .compose(body -> operation.answer(new Call(
                        who,
                        ClientAddress.of(context.request(), trustForwardedHeaders),
                        parameters,
                        body,
                        OperationMetrics.costOf(context),
                        events ? ended(context) : null)))
                .compose(reply -> writer.write(context, reply, read))
                .onComplete(over -> {
                    if (read != null) {
                        read.end();
                    }
                })
                .onFailure(context::fail);
    }

    // One request is paid for already. A long body is as much work as many short ones.
    private Future<Void> paid(@Nullable Identity who, int bodyBytes) {
        return who == null || bodyBytes <= BodyReader.LARGE
                ? Future.succeededFuture()
                : requests.spend(who.userId(), bodyBytes / BodyReader.LARGE);
    }

    private static Future<Void> ended(RoutingContext context) {
        Promise<Void> ended = Promise.promise();
        context.addEndHandler(over -> ended.tryComplete());
        return ended.future();
    }
}
