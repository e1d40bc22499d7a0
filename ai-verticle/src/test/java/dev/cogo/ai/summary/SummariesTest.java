package dev.cogo.ai.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub.Call;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions that are longer than what the model is told whole: six messages, here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummariesTest {
    private final AiFixture ai = new AiFixture();
    private UUID session;

    @BeforeAll
    void start() {
        ai.startAiWithSummaries();
    }

    @AfterAll
    void close() {
        ai.close();
    }

    @BeforeEach
    void begin() {
        // The answers that a test gives are for its own calls.
        Eventually.until(
                "no summary is to be made",
                () -> ai.rows("SELECT 1 FROM ai_summaries WHERE up_to_seq < wanted_seq")
                        .isEmpty());
        session = ai.chat.session(true, "en", ai.user, ai.other);
    }

    private void write(int from, int to) {
        for (int i = from; i <= to; i++) {
            ai.chat.write(session, i % 2 == 0 ? ai.user : ai.other, MessageType.TEXT, "message " + i);
        }
    }

    private Message ask(String question) {
        return ai.ask(session, question, null).await().message();
    }

    private List<Row> summaries() {
        return ai.rows("SELECT * FROM ai_summaries WHERE session_id = $1", session);
    }

    private Row summary(long upTo) {
        Eventually.until(
                "a summary up to " + upTo,
                () -> summaries().stream().anyMatch(row -> row.getLong("up_to_seq") == upTo));
        return summaries().getFirst();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> context(Message answer) {
        return (Map<String, Object>) ((Map<?, ?>) answer.metadata().get("ai")).get("context");
    }

    @Test
    void whatIsNotToldIsSummarisedAndToldInShort() {
        write(1, 9);
        ai.gemini.next(GeminiReply.text("first answer"));
        ai.gemini.next(GeminiReply.text("They agreed\non [Ada] noon."));
        Message first = ask("question 10");
        assertThat(context(first)).containsOnlyKeys("used", "limit");

        // Messages 5 to 10 were told whole: the older half of them is in the summary, the other stays whole.
        Row summary = summary(7);
        assertThat(summary.getString("text")).isEqualTo("They agreed on [Ada] noon.");
        Call call = ai.gemini.calls().getLast();
        assertThat(call.system()).contains("keep the summary", "English");
        assertThat(call.contents().getFirst())
                .startsWith("user: Messages:\n[Member] message 1\n[Member (2)] message 2\n")
                .endsWith("message 7");
        Row booked = ai.rows(
                        "SELECT user_id, template FROM ai_response_logs WHERE session_id = $1 AND kind = 'summary'",
                        session)
                .getFirst();
        assertThat(booked.getUUID("user_id")).isEqualTo(ai.user);
        assertThat(booked.getString("template")).startsWith("summary@");

        Message second = ask("question 12");
        assertThat(ai.gemini.calls().getLast().contents().getFirst())
                .startsWith("user: [summary] They agreed on [Ada] noon.")
                .contains("message 8")
                .doesNotContain("message 7");
        assertThat(context(second)).containsEntry("summarisedUpTo", 7L);
        assertThat(summaries()).hasSize(1);

        // It rolls on.
        write(14, 16);
        ai.gemini.next(GeminiReply.text("third answer"));
        ai.gemini.next(GeminiReply.text("They met."));
        ask("question 17");
        Eventually.until(
                "the next", () -> summaries().getFirst().getString("text").equals("They met."));
        assertThat(ai.gemini.calls().getLast().contents().getFirst())
                .startsWith("user: Summary so far:\nThey agreed on [Ada] noon.\n\nMessages:\n[Member] message 8")
                .contains("[ai] first answer");
    }

    @Test
    void whatIsDeletedMeanwhileIsInNone() {
        write(1, 9);
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("answer"));
        ai.gemini.next(GeminiReply.text("a secret").after(gate.future()));
        int calls = ai.gemini.calls().size();
        ask("question 10");
        Eventually.until("it is being written", () -> ai.gemini.calls().size() == calls + 2);
        ai.database.query("DELETE FROM ai_summaries WHERE session_id = $1", session);
        gate.complete();
        Eventually.until(
                "it is booked",
                () -> !ai.rows(
                                "SELECT 1 FROM ai_response_logs WHERE session_id = $1 AND kind = 'summary' AND error IS NULL",
                                session)
                        .isEmpty());
        ask("question 12");
        assertThat(ai.gemini.calls())
                .noneMatch(call -> call.contents().toString().contains("a secret"));
    }

    @Test
    void whatIsRefusedIsLeftOut() {
        write(1, 9);
        ai.gemini.next(GeminiReply.text("answer"));
        ai.gemini.next(GeminiReply.candidate("SAFETY"));
        ask("question 10");
        assertThat(summary(7).getString("text")).isEmpty();
    }

    @Test
    void encryptedSessionsHaveNone() {
        write(1, 9);
        ai.database.query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", session);
        ask("question 10");
        assertThat(summaries()).isEmpty();
    }
}
