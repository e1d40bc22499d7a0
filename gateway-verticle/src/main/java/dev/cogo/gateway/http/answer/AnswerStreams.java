package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.operation.StreamedBody;
import dev.cogo.gateway.limits.Counts;
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
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The answers that clients of this event loop see being written. The loop has one address for all of them: a registration for
 * each would go through the whole cluster. For one event loop.
 */
public final class AnswerStreams {
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Questions questions;
    private final String place = Ids.next().toString();
    private final Map<UUID, StreamedAnswer<?>> open = new HashMap<>();
    private final Counts<UUID> waiting;

    private AnswerStreams(Questions questions, Counts<UUID> waiting) {
        this.questions = questions;
        this.waiting = waiting;
    }

    /**
     * Completes when the whole cluster knows where to send. It ends with the verticle that opens it.
     *
     * @param waiting how many answers each user of this node waits for
     */
    public static Future<AnswerStreams> open(Vertx vertx, Bus bus, Counts<UUID> waiting) {
        AnswerStreams streams = new AnswerStreams(new Questions(vertx, bus), waiting);
        return bus.servePrivate(streams.place, Address.ANSWER_DELTA, streams::handle)
                .completion()
                .map(streams);
    }

    /**
     * Asks, and waits for the whole answer. It goes on when nobody waits any more.
     *
     * @param ended completes when the client has its answer or went away
     */
    public Future<Answer> ask(RequestAnswer question, Cost cost, Future<Void> ended) {
        return questions.ask(question, cost, ended);
    }

    /**
     * Has something written, and waits for the whole.
     *
     * @param work begins it, and is told where its pieces are expected: who writes sees there that nobody waits any more
     * @param ended completes when the client has its answer or went away
     * @return fails also with {@code rate_limited} when the user waits for many
     */
    public <T> Future<T> whole(UUID userId, Function<StreamTo, Future<T>> work, Future<Void> ended) {
        return begin(userId, new StreamedAnswer<>(new Unseen<T>()), work, ended);
    }

    /**
     * Has something written, and waits for the first that comes.
     *
     * @param format how the client is told, of this one stream
     * @return fails when the work was refused before anything was written, and likewise
     */
    public <T> Future<StreamedBody> show(
            UUID userId, Function<StreamTo, Future<T>> work, Future<Void> ended, AnswerFormat<T> format) {
        StreamedAnswer<T> answer = new StreamedAnswer<>(format);
        begin(userId, answer, work, ended).onComplete(answer::end);
        return answer.begun().map(answer);
    }

    private <T> Future<T> begin(
            UUID userId, StreamedAnswer<T> answer, Function<StreamTo, Future<T>> work, Future<Void> ended) {
        if (!waiting.enter(userId)) {
            return Future.failedFuture(CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED, "you wait for as many answers of the AI as you may", COME_BACK));
        }
        UUID id = Ids.next();
        open.put(id, answer);
        ended.onComplete(over -> {
            open.remove(id);
            waiting.leave(userId);
        });
        return work.apply(new StreamTo(place, id));
    }

    /** Pieces that nobody sees. */
    private record Unseen<T>() implements AnswerFormat<T> {
        @Override
        public Buffer piece(AnswerDelta delta) {
            return Buffer.buffer();
        }

        @Override
        public Buffer done(T whole) {
            return Buffer.buffer();
        }

        @Override
        public Buffer failed(CogoException failure) {
            return Buffer.buffer();
        }
    }

    // The answer to this tells the AI whether to go on sending here.
    private Done handle(AnswerDelta delta) {
        StreamedAnswer<?> answer = open.get(delta.streamId());
        if (answer == null) {
            throw new CogoException(ErrorCode.NOT_FOUND, "nobody waits for this answer");
        }
        // An empty piece only asks.
        if (!delta.text().isEmpty()) {
            answer.handle(delta);
        }
        return Done.DONE;
    }
}
