package dev.cogo.ai;

import static dev.cogo.ai.testing.AiFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that somebody sees being written. */
class StreamedAnswersTest {
    private static final String PLACE = "a-gateway";

    private final AiFixture ai = new AiFixture();
    private final Bus bus = new Bus(ai.vertx);
    private final UUID streamId = Ids.next();
    private final List<AnswerDelta> deltas = new CopyOnWriteArrayList<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private volatile boolean gone;
    private UUID session;

    @BeforeEach
    void start() {
        session = ai.chat.session(true, "ko", ai.user, ai.other);
        bus.servePrivate(PLACE, Address.ANSWER_DELTA, (AnswerDelta delta) -> {
                    if (gone) {
                        throw new CogoException(ErrorCode.NOT_FOUND, "nobody waits");
                    }
                    deltas.add(delta);
                    return Done.DONE;
                })
                .completion()
                .await();
        String channel = new Channel.OfSession(session).name();
        EventEnvelope.receive(
                        ai.vertx.eventBus(),
                        EventEnvelope.Destination.HOME,
                        ClusterView.alone().self(),
                        event -> {
                            if (event.channel().equals(channel)) {
                                events.add(event.body().toJsonObject());
                            }
                        })
                .completion()
                .await();
    }

    @AfterEach
    void close() {
        ai.close();
    }

    private Future<Answer> ask(String clientMessageId) {
        NewMessage question = new NewMessage("why?", clientMessageId, null, null);
        return bus.request(
                Address.AI_ANSWER,
                new RequestAnswer(ai.user, session, question, null, null, new StreamTo(PLACE, streamId)),
                new Cost());
    }

    private List<String> namesOf() {
        return events.stream().map(event -> event.getString("event")).toList();
    }

    @Test
    void thePiecesGoToTheAskerAndToTheSession() {
        ai.gemini.next(GeminiReply.stream("one ", "two"));
        ai.startAi();
        Answer answer = ask("c1").await();
        Eventually.until("the end", () -> namesOf().contains("ai_done"));

        assertThat(answer.message().content()).isEqualTo("one two");
        assertThat(deltas).containsExactly(new AnswerDelta(streamId, 0, "one "), new AnswerDelta(streamId, 1, "two"));
        assertThat(namesOf()).containsExactly("ai_delta", "ai_delta", "ai_done");
        JsonObject first = events.getFirst().getJsonObject("payload");
        assertThat(first.getString("questionId"))
                .isEqualTo(answer.question().id().toString());
        assertThat(first.getString("text")).isEqualTo("one ");
        assertThat(events.getLast().getJsonObject("payload").containsKey("error"))
                .isFalse();
        Row booked = ai.rows("SELECT total_tokens, error FROM ai_response_logs").getFirst();
        assertThat(booked.getInteger("total_tokens")).isEqualTo(52);
        assertThat(booked.getString("error")).isNull();

        // A repeated question has its answer, and no pieces.
        assertThat(ask("c1").await()).isEqualTo(answer);
        assertThat(deltas).hasSize(2);
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(1);
    }

    @Test
    void whoLeavesEndsTheWriting() {
        gone = true;
        ai.gemini.next(GeminiReply.beginning(
                response -> ai.vertx.setPeriodic(
                        20, tick -> response.write(GeminiReply.sse(GeminiReply.event(null, "more ")))),
                "one "));
        ai.startAi();
        assertThat(codeOf(ask("c1"))).isEqualTo(ErrorCode.AI_FAILED);
        Eventually.until("the end", () -> namesOf().contains("ai_done"));

        assertThat(events.getLast().getJsonObject("payload").getString("error")).isEqualTo("ai_failed");
        assertThat(ai.chat.messages(session)).as("the question alone").hasSize(1);
        assertThat(ai.rows("SELECT 1 FROM ai_jobs WHERE status = 'failed'")).hasSize(1);
        List<Row> booked = ai.rows("SELECT total_tokens, error FROM ai_response_logs");
        assertThat(booked).singleElement().satisfies(row -> {
            assertThat(row.getInteger("total_tokens")).isEqualTo(52);
            assertThat(row.getString("error")).contains("nobody waited");
        });

        gone = false;
        assertThat(ask("c1").await().message().content()).isEqualTo("stub answer 2");
    }

    @Test
    void aKnownAnswerComesInOnePiece() {
        ai.startAi();
        ai.ask(session, "why?", null).await();
        session = ai.chat.session(true, "ko", ai.user);
        assertThat(ask("c1").await().cached()).isTrue();
        Eventually.until("the piece", () -> !deltas.isEmpty());
        assertThat(deltas).containsExactly(new AnswerDelta(streamId, 0, "stub answer 1"));
    }

    @Test
    void theBuiltInProviderWritesWordByWord() {
        ai.startAi(ai.config(null, 4));
        Answer answer = ask("c1").await();
        Eventually.until(
                "all pieces",
                () -> String.join("", deltas.stream().map(AnswerDelta::text).toList())
                        .equals(answer.message().content()));
        assertThat(deltas).hasSizeGreaterThan(2);
    }

    @Test
    void aRefusalEndsThePieces() {
        ai.gemini.next(
                GeminiReply.beginning(response -> response.end(GeminiReply.sse(GeminiReply.event("SAFETY"))), "one "));
        ai.startAi();
        assertThat(codeOf(ask("c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        Eventually.until("the end", () -> namesOf().contains("ai_done"));
        assertThat(events.getLast().getJsonObject("payload").getString("error")).isEqualTo("ai_refused");
        assertThat(ai.chat.messages(session)).hasSize(1);
    }
}
