package dev.cogo.gateway.http.answer;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Questions to the AI on their way. When the node that has one goes away, another is asked: the run goes on without us, and the
 * question is the same by its client's id. For one event loop.
 */
final class Questions {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MAX_TRIES = 4;

    private final Vertx vertx;
    private final Bus bus;

    Questions(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param request has a client's id
     * @param ended completes when nobody waits any more; then nobody is asked again
     */
    Future<Answer> ask(RequestAnswer request, Cost cost, Future<Void> ended) {
        return ask(request, cost, ended, MAX_TRIES);
    }

    private Future<Answer> ask(RequestAnswer request, Cost cost, Future<Void> ended, int tries) {
        return bus.<Answer>request(Address.AI_ANSWER, request, cost).recover(failure -> {
            boolean passes = failure instanceof CogoException ours && ours.code() == ErrorCode.UNAVAILABLE;
            return !passes || tries == 1 || ended.isComplete()
                    ? Future.failedFuture(failure)
                    : vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                            .compose(again -> ask(request, cost, ended, tries - 1));
        });
    }
}
