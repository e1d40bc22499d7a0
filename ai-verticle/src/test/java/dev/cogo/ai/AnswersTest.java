package dev.cogo.ai;

import static dev.cogo.ai.testing.AiFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final AiFixture ai = new AiFixture();
    private UUID session;

    @BeforeEach
    void start() {
        session = ai.chat.session(true, "ko", ai.user, ai.other);
    }

    @AfterEach
    void close() {
        ai.close();
    }

    @Test
    void aQuestionIsStoredAnsweredAndBooked() {
        ai.startAi();
        Cost cost = new Cost();
        Answer answer = ai.ask(session, "why?", "c1", cost).await();

        List<Message> messages = ai.chat.messages(session);
        assertThat(messages).containsExactly(answer.question(), answer.message());
        assertThat(answer.question().content()).isEqualTo("why?");
        assertThat(answer.question().userId()).isEqualTo(ai.user);
        assertThat(answer.message().messageType()).isEqualTo(MessageType.AI_RESPONSE);
        assertThat(answer.message().content()).isEqualTo("stub answer 1");
        assertThat(answer.message().replyTo()).isEqualTo(answer.question().id());
        assertThat(answer.message().metadata())
                .containsEntry("provider", "gemini")
                .containsEntry("model", GeminiStub.MODEL)
                .containsEntry("language", "ko")
                .containsEntry("cached", false)
                .doesNotContainKey("truncated");
        assertThat(answer.language()).isEqualTo("ko");
        assertThat(answer.model()).isEqualTo(GeminiStub.MODEL);
        assertThat(answer.provider()).isEqualTo("gemini");
        assertThat(answer.cached()).isFalse();
        assertThat(answer.usage()).isEqualTo(new Usage(42, 10, 52, 5, 3, 0));
        assertThat(cost.aiRequests()).isEqualTo(1);
        assertThat(cost.dbQueries()).isPositive();

        Row run = ai.rows("SELECT * FROM ai_runs").getFirst();
        assertThat(run.getString("status")).isEqualTo("done");
        assertThat(run.getLong("answer_seq")).isEqualTo(2);
        assertThat(answer.message().clientMessageId()).isEqualTo("ai:" + run.getUUID("id"));
        Row booked = ai.rows("SELECT * FROM ai_response_logs").getFirst();
        assertThat(booked.getUUID("job_id")).isEqualTo(run.getUUID("id"));
        assertThat(booked.getString("kind")).isEqualTo("answer");
        assertThat(booked.getString("language")).isEqualTo("ko");
        assertThat(booked.getInteger("total_tokens")).isEqualTo(52);
        assertThat(booked.getInteger("latency_ms")).isNotNegative();
        assertThat(booked.getBoolean("cached")).isFalse();
        assertThat(booked.getString("error")).isNull();
    }

    @Test
    void theRunIsARowBeforeTheProviderIsAsked() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.stream("done").after(gate.future()));
        ai.startAi();
        Future<Answer> answer = ai.ask(session, "why?", null);
        Eventually.until("Gemini is asked", () -> !ai.gemini.calls().isEmpty());
        assertThat(ai.rows("SELECT 1 FROM ai_runs WHERE status = 'running' AND lease_until > now() AND attempts = 1"))
                .hasSize(1);
        gate.complete();
        assertThat(answer.await().message().content()).isEqualTo("done");
    }

    @Test
    void theLastMessagesOfTheSessionAreTheContext() {
        ai.startAi();
        ai.database.query(
                "INSERT INTO accounts (id, display_name) VALUES ($1, 'Ann'), ($2, 'Bob]')", ai.user, ai.other);
        ai.chat.write(session, ai.user, MessageType.TEXT, "too long ago");
        ai.chat.write(session, null, MessageType.AI_GREETING, "welcome");
        ai.chat.write(session, ai.user, MessageType.TEXT, "I am Ann");
        ai.chat.write(session, ai.other, MessageType.TEXT, "I am Bob");
        ai.chat.write(session, null, MessageType.SYSTEM, "a task was handed over");
        ai.chat.write(session, null, MessageType.AI_RESPONSE, "hello both");
        ai.ask(session, "who is here?", null).await();
        assertThat(ai.gemini.calls().getFirst().contents())
                .containsExactly(
                        "user: [Ann] I am Ann | [Bob)] I am Bob", "model: hello both", "user: [Ann] who is here?");
        assertThat(ai.rows("SELECT template FROM ai_response_logs WHERE session_id = $1", session))
                .singleElement()
                .satisfies(row -> assertThat(row.getString("template")).startsWith("answer@"));
    }

    @Test
    void aLongConversationIsCutAtItsBeginning() {
        ai.startAi();
        ai.chat.write(session, ai.user, MessageType.TEXT, "a".repeat(20_000));
        ai.chat.write(session, ai.user, MessageType.TEXT, "b".repeat(20_000));
        ai.ask(session, "?", null).await();
        assertThat(ai.gemini.calls().getFirst().contents())
                .singleElement()
                .asString()
                .hasSizeBetween(20_000, 21_000)
                .contains("bbb");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswer() {
        ai.startAi();
        Answer first = ai.ask(session, "why?", "c1").await();
        Answer second = ai.ask(session, "why?", "c1").await();
        assertThat(second).isEqualTo(first);
        assertThat(ai.gemini.calls()).hasSize(1);
        assertThat(ai.chat.messages(session)).hasSize(2);
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(1);
    }

    @Test
    void requestsRepeatedAtOnceOnTwoNodesGetOneAnswer() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.stream("the one answer").after(gate.future()));
        ai.startAi();
        ai.startAi();
        List<Future<Answer>> answers = IntStream.range(0, 6)
                .mapToObj(i -> ai.ask(session, "why?", "c1"))
                .toList();
        Eventually.until("Gemini is asked", () -> !ai.gemini.calls().isEmpty());
        gate.complete();
        Future.all(answers).await();
        assertThat(answers)
                .extracting(Future::result)
                .containsOnly(answers.getFirst().result());
        assertThat(ai.gemini.calls()).hasSize(1);
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void theCacheIsTheSessionsOwn() {
        ai.startAi();
        ai.chat.failNextPosts(1);
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.UNAVAILABLE);
        UUID elsewhere = ai.chat.session(true, "ko", ai.user);
        assertThat(ai.ask(elsewhere, "why?", null).await().cached()).isFalse();
        Answer later = ai.ask(session, "why?", "c1").await();
        assertThat(later.cached()).isTrue();
        assertThat(later.usage()).isNull();
        assertThat(later.message().content()).isEqualTo("stub answer 1");
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs WHERE cached AND total_tokens IS NULL"))
                .hasSize(1);
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(3);
    }

    @Test
    void textThatALimitCutIsMarkedAndNotCached() {
        ai.gemini.next(GeminiReply.beginning(
                response -> response.end(GeminiReply.sse(GeminiReply.event("MAX_TOKENS", "upon a"))), "once "));
        ai.startAi();
        Answer answer = ai.ask(session, "tell", null).await();
        assertThat(answer.message().metadata()).containsEntry("truncated", true);
        assertThat(answer.message().metadata().get("ai")).asString().contains("cut=length");
        assertThat(ai.rows("SELECT 1 FROM ai_response_cache")).isEmpty();
    }

    @Test
    void whoMayNotAskStoresNothing() {
        ai.startAi();
        UUID foreign = ai.chat.session(true, null, ai.other);
        UUID withoutAi = ai.chat.session(false, null, ai.user);
        assertThat(codeOf(ai.ask(foreign, "why?", null))).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(codeOf(ai.ask(Ids.next(), "why?", null))).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(codeOf(ai.ask(withoutAi, "why?", null))).isEqualTo(ErrorCode.AI_NOT_IN_SESSION);
        assertThat(ai.chat.messages(foreign)).isEmpty();
        assertThat(ai.chat.messages(withoutAi)).isEmpty();
        assertThat(ai.rows("SELECT 1 FROM ai_runs UNION ALL SELECT 1 FROM ai_response_logs"))
                .isEmpty();
    }

    @Test
    void aRefusalIsFinal() {
        ai.gemini.next(GeminiReply.blocked("SAFETY"));
        ai.startAi();
        assertThat(codeOf(ai.ask(session, "bad", "c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(codeOf(ai.ask(session, "bad", "c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(ai.gemini.calls()).hasSize(1);
        assertThat(ai.chat.messages(session)).hasSize(1);
        Row run = ai.rows("SELECT status, error_code FROM ai_runs").getFirst();
        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_code")).isEqualTo("ai_refused");
        Row booked = ai.rows("SELECT error, total_tokens FROM ai_response_logs").getFirst();
        assertThat(booked.getString("error")).contains("ai_refused", "SAFETY");
        assertThat(booked.getInteger("total_tokens")).isEqualTo(12);
    }

    @Test
    void aProviderThatIsAwayCanBeAskedAgain() {
        ai.gemini.next(GeminiReply.unavailable(), GeminiReply.unavailable());
        ai.startAi();
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(ai.rows("SELECT 1 FROM ai_runs WHERE status = 'failed' AND error_code = 'ai_unavailable'"))
                .hasSize(1);
        assertThat(ai.ask(session, "why?", "c1").await().message().content()).isEqualTo("stub answer 3");
        assertThat(ai.rows("SELECT 1 FROM ai_runs WHERE status = 'done' AND error_code IS NULL"))
                .hasSize(1);
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void nonsenseOfTheProviderIsItsFailure() {
        ai.gemini.next(GeminiReply.candidate("STOP"));
        ai.startAi();
        assertThat(codeOf(ai.ask(session, "why?", null))).isEqualTo(ErrorCode.AI_FAILED);
    }

    @Test
    void moreThanCanBeDoneIsRefusedAtOnce() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(
                GeminiReply.stream("a").after(gate.future()),
                GeminiReply.stream("b").after(gate.future()));
        ai.startAi(ai.config(GeminiStub.KEY, 2));
        List<Future<Answer>> first = List.of(ai.ask(session, "1", null), ai.ask(session, "2", null));
        Eventually.until("both are under way", () -> ai.gemini.calls().size() == 2);
        assertThat(codeOf(ai.ask(session, "3", null))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(codeOf(ai.greet(null, null, null))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(ai.chat.messages(session)).hasSize(2);
        gate.complete();
        Future.all(first).await();
        assertThat(ai.ask(session, "3", null).await().message().content()).isNotBlank();
    }

    @Test
    void aSessionHasSoManyQuestionsAtOnceAndNoMore() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.stream("a").after(gate.future()));
        ai.startAi(ai.config(GeminiStub.KEY, 8, 1));
        Future<Answer> first = ai.ask(session, "1", null);
        Eventually.until("it is under way", () -> ai.gemini.calls().size() == 1);
        assertThat(codeOf(ai.ask(session, "2", null))).isEqualTo(ErrorCode.TOO_MANY_RUNS);
        assertThat(ai.chat.messages(session)).hasSize(1);
        gate.complete();
        first.await();
        assertThat(ai.ask(session, "2", null).await().message().content()).isNotBlank();
    }

    @Test
    void withoutAKeyTheBuiltInProviderIsHonest() {
        ai.startAi(ai.config(null, 4));
        Answer answer = ai.ask(session, "why?", null).await();
        assertThat(answer.provider()).isEqualTo("offline");
        assertThat(answer.model()).isEqualTo("built-in");
        assertThat(answer.language()).isEqualTo("ko");
        assertThat(answer.usage()).isNull();
        assertThat(answer.message().content()).contains("연결되어 있지 않아");
        assertThat(ai.gemini.calls()).isEmpty();
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs WHERE provider = 'offline' AND NOT cached"))
                .hasSize(1);
    }
}
