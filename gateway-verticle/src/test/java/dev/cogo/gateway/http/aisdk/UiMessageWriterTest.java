package dev.cogo.gateway.http.aisdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UiMessageWriterTest {
    private static final String RUN = "01a2076c-3637-7a1e-8a3b-5d0f7c2b9e41";

    private final UiMessageWriter old = new UiMessageWriter(6);
    private final UiMessageWriter current = new UiMessageWriter(7);

    private static List<String> parts(String stream) {
        List<String> parts = new ArrayList<>();
        for (String event : stream.split("\n\n")) {
            String data = event.substring("data: ".length());
            if (data.equals("[DONE]")) {
                parts.add(data);
            } else {
                JsonObject part = new JsonObject(data);
                String delta = part.getString("delta");
                parts.add(part.getString("type") + (delta == null ? "" : ":" + delta));
            }
        }
        return parts;
    }

    private static Message answer(String text, @Nullable String cut) {
        Map<String, Object> ai = cut == null ? Map.of("runId", RUN) : Map.of("runId", RUN, "cut", cut);
        JsonObject message = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("seq", 2)
                .put("sessionId", UUID.randomUUID().toString())
                .put("content", text)
                .put("messageType", "ai_response")
                .put("timestamp", Instant.EPOCH.toString())
                .put("metadata", new JsonObject().put("ai", new JsonObject(ai)));
        return Json.convert(message, Message.class);
    }

    @Test
    void aTextGrowsAndEnds() {
        assertThat(parts(old.text(RUN, 1, 0, "one")))
                .containsExactly("start", "start-step", "text-start", "text-delta:one");
        assertThat(parts(old.text(RUN, 1, 3, " two"))).containsExactly("text-delta: two");
        assertThat(parts(old.done(answer("one two three", null))))
                .containsExactly("text-delta: three", "text-end", "finish-step", "finish", "[DONE]");
    }

    @Test
    void whatWasShownIsNotShownAgain() {
        assertThat(old.text(RUN, 1, 0, "one two")).contains("one two");
        assertThat(old.text(RUN, 1, 0, "one")).isEmpty();
        assertThat(parts(old.text(RUN, 1, 0, "one two three"))).containsExactly("text-delta: three");
    }

    @Test
    void aHoleIsClosedByTheEnd() {
        assertThat(old.text(RUN, 1, 0, "one")).contains("one");
        assertThat(old.text(RUN, 1, 7, " three")).isEmpty();
        assertThat(parts(old.done(answer("one two three", null)))).contains("text-delta: two three");
    }

    @Test
    void aRepeatedQuestionHasItsAnswerAtOnce() {
        assertThat(parts(old.done(answer("one", null))))
                .containsExactly(
                        "start",
                        "start-step",
                        "text-start",
                        "text-delta:one",
                        "text-end",
                        "finish-step",
                        "finish",
                        "[DONE]");
    }

    @Test
    void aTextThatBeginsAnewIsTakenBackWhereTheClientCan() {
        assertThat(current.text(RUN, 1, 0, "half")).contains("half");
        assertThat(parts(current.text(RUN, 2, 0, "whole")))
                .containsExactly("reset-step", "text-start", "text-delta:whole");

        assertThat(old.text(RUN, 1, 0, "half")).contains("half");
        assertThatThrownBy(() -> old.text(RUN, 2, 0, "whole")).isInstanceOf(CogoException.class);
    }

    @Test
    void aTextThatIsAnotherThanWasShownIsTakenBack() {
        assertThat(current.text(RUN, 1, 0, "half")).contains("half");
        assertThat(parts(current.done(answer("whole", null)))).contains("reset-step", "text-delta:whole");

        assertThat(old.text(RUN, 1, 0, "half")).contains("half");
        assertThatThrownBy(() -> old.done(answer("whole", null))).isInstanceOf(CogoException.class);
    }

    @Test
    void aRefusalTakesTheTextBackWhereTheClientCan() {
        CogoException refused = new CogoException(ErrorCode.AI_REFUSED, "no");
        assertThat(current.text(RUN, 1, 0, "half")).contains("half");
        assertThat(parts(current.failed(refused))).containsExactly("reset-step", "error", "[DONE]");
        assertThat(old.text(RUN, 1, 0, "half")).contains("half");
        assertThat(parts(old.failed(refused))).containsExactly("error", "[DONE]");
    }

    @Test
    void whatIsCutSaysWhy() {
        assertThat(old.done(answer("one", "length"))).contains("\"finishReason\":\"length\"");
        assertThat(parts(current.done(answer("one", "cancelled")))).endsWith("message-metadata", "abort", "[DONE]");
    }
}
