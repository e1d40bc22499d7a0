package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a streamed response (OpenAI API, "Streaming events"): its type, and the fields that this type has. */
@JsonNaming(SnakeCaseStrategy.class)
record ResponseEvent(
        String type,
        int sequenceNumber,
        @Nullable Response response,
        @Nullable String itemId,
        @Nullable Integer outputIndex,
        @Nullable Integer contentIndex,
        Response.@Nullable Item item,
        Response.@Nullable Part part,
        @Nullable String delta,
        @Nullable String text,
        @Nullable List<Object> logprobs,
        @Nullable OpenAiError error) {
    static ResponseEvent of(String type, int number, Response response) {
        return new ResponseEvent(type, number, response, null, null, null, null, null, null, null, null, null);
    }

    static ResponseEvent of(String type, int number, Response.Item item) {
        return new ResponseEvent(type, number, null, null, 0, null, item, null, null, null, null, null);
    }

    static ResponseEvent of(String type, int number, String id, Response.Part part) {
        return new ResponseEvent(type, number, null, "msg_" + id, 0, 0, null, part, null, null, null, null);
    }

    static ResponseEvent delta(int number, String id, String delta) {
        return new ResponseEvent(
                "response.output_text.delta",
                number,
                null,
                "msg_" + id,
                0,
                0,
                null,
                null,
                delta,
                null,
                List.of(),
                null);
    }

    static ResponseEvent text(int number, String id, String text) {
        return new ResponseEvent(
                "response.output_text.done", number, null, "msg_" + id, 0, 0, null, null, null, text, List.of(), null);
    }

    static ResponseEvent error(int number, OpenAiError error) {
        return new ResponseEvent("error", number, null, null, null, null, null, null, null, null, null, error);
    }
}
