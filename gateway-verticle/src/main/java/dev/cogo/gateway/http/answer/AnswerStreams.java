package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.operation.StreamedBody;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The answers that clients of this event loop see being written. The loop has one address for all of them: a registration for
 * each would go through the whole cluster. For one event loop.
 */
public final class AnswerStreams {
    private final Questions questions;
    private final String place = Ids.next().toString();
    private final Map<UUID, StreamedAnswer<?>> open = new HashMap<>();

    private AnswerStreams(Questions questions) {
        this.questions = questions;
    }

    /** Completes when the whole cluster knows where to send. It ends with the verticle that opens it. */
    public static Future<AnswerStreams> open(Vertx vertx, Bus bus) {
        AnswerStreams streams = new AnswerStreams(new Questions(vertx, bus));
        return bus.servePrivate(streams.place, Address.ANSWER_DELTA, streams::handle)
                .completion()
                .map(streams);
    }

    /** Asks, and waits for the whole answer. */
    public Future<Answer> ask(RequestAnswer question, Cost cost) {
        return questions.ask(question, cost, Promise.<Void>promise().future());
    }

    /**
     * Asks, and waits for the first that comes.
     *
     * @param ended completes when the client has its answer or went away
     * @return fails when the question was refused before anything was written
     */
    public Future<StreamedBody> ask(RequestAnswer question, Cost cost, Future<Void> ended, AnswerFormat<Answer> format) {
        return show(to -> questions.ask(question.streamedTo(to), cost, ended), ended, format);
    }

    private <T> Future<StreamedBody> show(
            Function<StreamTo, Future<T>> request, Future<Void> ended, AnswerFormat<T> format) {
        UUID id = Ids.next();
        StreamedAnswer<T> answer = new StreamedAnswer<>(format);
        open.put(id, answer);
        ended.onComplete(over -> open.remove(id));
        request.apply(new StreamTo(place, id)).onComplete(answer::end);
        return answer.begun().map(answer);
    }

    // The answer to this tells the AI whether to go on sending here.
    private Done handle(AnswerDelta delta) {
        StreamedAnswer<?> answer = open.get(delta.streamId());
        if (answer == null) {
            throw new CogoException(ErrorCode.NOT_FOUND, "nobody waits for this answer");
        }
        answer.handle(delta);
        return Done.DONE;
    }
}
