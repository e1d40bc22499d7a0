package dev.cogo.gateway.http.aisdk;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a UI message stream: its type, and the fields that this type has. */
@JsonPropertyOrder({"type", "messageId", "id", "delta", "finishReason", "messageMetadata", "reason", "errorText"})
record UiPart(
        String type,
        @Nullable String messageId,
        @Nullable String id,
        @Nullable String delta,
        @Nullable String finishReason,
        @Nullable Map<String, Object> messageMetadata,
        @Nullable String reason,
        @Nullable String errorText) {
    /** One without fields. */
    static UiPart of(String type) {
        return new UiPart(type, null, null, null, null, null, null, null);
    }

    static UiPart start(String runId) {
        Map<String, Object> metadata = Map.of("runId", runId);
        return new UiPart("start", runId, null, null, null, metadata, null, null);
    }

    /** @param delta for {@code text-delta} alone */
    static UiPart text(String type, String id, @Nullable String delta) {
        return new UiPart(type, null, id, delta, null, null, null, null);
    }

    static UiPart metadata(Map<String, Object> metadata) {
        return new UiPart("message-metadata", null, null, null, null, metadata, null, null);
    }

    static UiPart finish(String reason, Map<String, Object> metadata) {
        return new UiPart("finish", null, null, null, reason, metadata, null, null);
    }

    static UiPart abort(String reason) {
        return new UiPart("abort", null, null, null, null, null, reason, null);
    }

    static UiPart error(String text) {
        return new UiPart("error", null, null, null, null, null, null, text);
    }
}
