package dev.cogo.gateway.http.aisdk;

import dev.cogo.gateway.http.answer.ShownText;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as a UI message stream of the AI SDK, versions 6 and 7 (ai-sdk.dev, "Stream Protocols", "UI Message Stream Protocol"). The
 * message's id is the run's, so a stream that is resumed has the same; a part of an unknown type is fatal to a client, and only version 7
 * knows how to take a text back. For one event loop.
 */
final class UiMessageWriter {
    /** The header that names the protocol, and its version. */
    static final String HEADER = "x-vercel-ai-ui-message-stream";

    static final String PROTOCOL = "v1";

    private static final int TAKES_BACK = 7;
    private static final String CANCELLED = "cancelled";

    private final boolean takesBack;
    private final ShownText shown = new ShownText();
    private boolean started;
    private int texts;
    private boolean open;

    /** @param version the client's, of the package {@code ai} */
    UiMessageWriter(int version) {
        this.takesBack = version >= TAKES_BACK;
    }

    /** More of the text. Throws when the client would have to forget what it was shown, and can't. */
    String text(String runId, int attempt, int offset, String text) {
        StringBuilder parts = new StringBuilder();
        start(runId, parts);
        if (shown.isTakenBackBy(attempt)) {
            takeBack(parts);
        }
        write(shown.take(attempt, offset, text), parts);
        return parts.toString();
    }

    /** The end of a run that has an answer, with what of it was not shown yet. */
    String done(Message answer) {
        StringBuilder parts = new StringBuilder();
        Map<String, Object> metadata = metadata(answer);
        start(String.valueOf(metadata.get("runId")), parts);
        Optional<String> rest = shown.rest(answer.content());
        if (rest.isEmpty()) {
            takeBack(parts);
        }
        write(rest.orElse(answer.content()), parts);
        closeText(parts);
        part(parts, UiPart.of("finish-step"));
        Object cut = metadata.get("cut");
        if (CANCELLED.equals(cut)) {
            part(parts, UiPart.metadata(metadata));
            part(parts, UiPart.abort(CANCELLED));
        } else {
            part(parts, UiPart.finish(finishReason(cut), metadata));
        }
        return end(parts);
    }

    /** The end of a stream that has no answer to show, or not all of it. */
    String failed(CogoException why) {
        StringBuilder parts = new StringBuilder();
        if (why.code() == ErrorCode.AI_REFUSED && takesBack && !shown.isEmpty()) {
            takeBack(parts);
        }
        part(
                parts,
                why.code() == ErrorCode.RUN_CANCELLED
                        ? UiPart.abort(CANCELLED)
                        : UiPart.error(String.valueOf(why.getMessage())));
        return end(parts);
    }

    private void start(String runId, StringBuilder parts) {
        if (!started) {
            started = true;
            part(parts, UiPart.start(runId));
            part(parts, UiPart.of("start-step"));
        }
    }

    private void write(String fresh, StringBuilder parts) {
        if (fresh.isEmpty()) {
            return;
        }
        if (!open) {
            open = true;
            texts++;
            part(parts, UiPart.text("text-start", id(), null));
        }
        part(parts, UiPart.text("text-delta", id(), fresh));
    }

    private void closeText(StringBuilder parts) {
        if (open) {
            open = false;
            part(parts, UiPart.text("text-end", id(), null));
        }
    }

    private void takeBack(StringBuilder parts) {
        if (!takesBack) {
            throw new CogoException(
                    ErrorCode.UNAVAILABLE, "the answer was begun anew elsewhere; resume the stream to read it");
        }
        shown.clear();
        open = false;
        part(parts, UiPart.of("reset-step"));
    }

    private String id() {
        return "text-" + texts;
    }

    private static Map<String, Object> metadata(Message answer) {
        Map<String, Object> stored = answer.metadata() == null ? Map.of() : answer.metadata();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("runId", answer.id().toString());
        if (stored.get("ai") instanceof Map<?, ?> ai) {
            ai.forEach((name, value) -> metadata.put(String.valueOf(name), value));
        }
        metadata.put("messageId", answer.id().toString());
        metadata.put("seq", answer.seq());
        metadata.put("createdAt", answer.timestamp().toString());
        for (String name : new String[] {"model", "provider", "language", "cached", "usage"}) {
            if (stored.get(name) != null) {
                metadata.put(name, stored.get(name));
            }
        }
        return metadata;
    }

    private static String finishReason(@Nullable Object cut) {
        if (cut == null) {
            return "stop";
        }
        return "length".equals(cut) ? "length" : "other";
    }

    private static String end(StringBuilder parts) {
        return parts.append("data: [DONE]\n\n").toString();
    }

    private static void part(StringBuilder parts, UiPart part) {
        parts.append("data: ").append(Json.string(part)).append("\n\n");
    }
}
