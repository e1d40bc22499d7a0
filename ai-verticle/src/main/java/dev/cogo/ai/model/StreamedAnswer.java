package dev.cogo.ai.model;

import dev.cogo.ai.http.ErrorBody;
import dev.cogo.ai.http.RetryHint;
import dev.cogo.ai.http.StatusException;
import dev.cogo.ai.http.Unreadable;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.ModelText;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.provider.Tokens;
import dev.cogo.ai.provider.ToolCall;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one call while it comes: a dialect's reader tells it what the events say, and in the end it says what became
 * of the call. Thread-safe: the call may be dropped while an event is read.
 */
public final class StreamedAnswer {
    // These may pass; everything else will fail again.
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504, 529);

    /** In one answer; more are not heard. */
    private static final int MAX_CALLS = 16;

    private final ModelConfig model;
    private final Prompt prompt;
    private final TextSink sink;
    private final long start = System.nanoTime();
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final Map<Integer, CallPieces> pieces = new TreeMap<>();
    private String served;
    private @Nullable Duration firstPiece;
    private @Nullable Usage usage;
    private @Nullable String finishReason;
    private @Nullable Ending ending;
    private @Nullable ErrorBody error;

    public StreamedAnswer(ModelConfig model, Prompt prompt, TextSink sink) {
        this.model = model;
        this.prompt = prompt;
        this.sink = sink;
        this.served = model.name();
    }

    /**
     * Hands on the next piece of text.
     *
     * @throws Unwanted when nobody wants it
     */
    public synchronized void piece(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (firstPiece == null) {
            firstPiece = Duration.ofNanos(System.nanoTime() - start);
        }
        text.append(piece);
        if (!sink.write(piece)) {
            throw new Unwanted();
        }
    }

    /**
     * The model wants a tool called.
     *
     * @param id null when the service gives none
     */
    public synchronized void call(
            @Nullable String id, String name, Map<String, Object> arguments, @Nullable String signature) {
        if (calls.size() < MAX_CALLS) {
            calls.add(
                    new ToolCall(id == null || id.isBlank() ? "call-" + calls.size() : id, name, arguments, signature));
        }
    }

    /** A piece of the model's wish to have a tool called: its arguments come as JSON in pieces. */
    public synchronized void callPiece(int index, @Nullable String id, @Nullable String name, @Nullable String json) {
        CallPieces call = pieces.get(index);
        if (call == null) {
            if (pieces.size() == MAX_CALLS) {
                return;
            }
            call = new CallPieces();
            pieces.put(index, call);
        }
        call.id = id == null || id.isEmpty() ? call.id : id;
        call.name = name == null || name.isEmpty() ? call.name : name;
        call.json.append(json == null ? "" : json);
    }

    private static final class CallPieces {
        private @Nullable String id;
        private String name = "";
        private final StringBuilder json = new StringBuilder();
    }

    // Of a text that a limit cut, the calls may be cut too.
    private List<ToolCall> calls() {
        if (ending != Ending.WHOLE) {
            return List.of();
        }
        for (CallPieces call : pieces.values()) {
            call(call.id, call.name, arguments(call.json.toString()), null);
        }
        pieces.clear();
        return calls;
    }

    // What is no object gets the tool's own answer to missing arguments.
    private static Map<String, Object> arguments(String json) {
        try {
            return json.isBlank() ? Map.of() : new JsonObject(json).getMap();
        } catch (DecodeException e) {
            return Map.of();
        }
    }

    /** The model that answers, by the service's own word. */
    public synchronized void servedBy(String name) {
        served = name.length() > 200 ? name.substring(0, 200) : name;
    }

    /** The tokens so far. */
    public synchronized void counted(Usage tokens) {
        usage = tokens;
    }

    /** Why the text ends, in the service's words and in ours. */
    public synchronized void finished(String reason, Ending meaning) {
        finishReason = bounded(reason);
        // A refusal stays one, whatever is said after it.
        ending = ending == Ending.REFUSED ? ending : meaning;
    }

    /** The service says in the midst of the stream that something went wrong. */
    public synchronized void failed(ErrorBody why) {
        error = why;
    }

    /**
     * What became of the call.
     *
     * @param failure what the exchange failed with; null when it came to its end
     */
    public synchronized Outcome outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> error == null ? whole() : errorEvent(error);
            case Unwanted unwanted -> new Outcome.Ended(ProviderFailure.unwanted(origin(), spent()));
            case StatusException status -> refusedBy(status);
            case Unreadable unreadable -> begun() ? brokenOff(unreadable) : new Outcome.Unusable(unreadable.toString());
            default -> begun() ? brokenOff(failure) : new Outcome.Busy(failure.toString(), null);
        };
    }

    private Outcome whole() {
        if (ending == null) {
            Unreadable early = new Unreadable("the stream ended before the answer");
            return begun() ? brokenOff(early) : new Outcome.Unusable(early.toString());
        }
        if (ending == Ending.REFUSED) {
            return ended(ErrorCode.AI_REFUSED, "the AI declined to answer (" + finishReason + ")");
        }
        String clean = ModelText.clean(text.toString());
        List<ToolCall> wanted = calls();
        return clean.isEmpty() && wanted.isEmpty()
                ? ended(
                        ErrorCode.AI_FAILED,
                        "the AI provider gave no usable answer (no text, finish reason " + finishReason + ")")
                : new Outcome.Answered(new Completion(
                        clean, prompt.language(), origin(), usage, ending == Ending.TRUNCATED, false, wanted));
    }

    private Outcome errorEvent(ErrorBody why) {
        String summary = why.code() + " " + why.summary(model.apiKey());
        if (begun()) {
            return brokenOff(new Unreadable(summary));
        }
        return PASSING.contains(why.code())
                ? new Outcome.Busy(summary, RetryHint.of(null, why, Instant.now()))
                : new Outcome.Unusable(summary);
    }

    private Outcome refusedBy(StatusException status) {
        ErrorBody why = ErrorBody.of(status.body());
        String summary = status.status() + " " + why.summary(model.apiKey());
        if (PASSING.contains(status.status())) {
            return new Outcome.Busy(summary, RetryHint.of(status.retryAfter(), why, Instant.now()));
        }
        return switch (status.status()) {
            case 404 -> new Outcome.ModelMissing();
            case 400, 401, 402, 403 -> new Outcome.Rejected(summary);
            default -> new Outcome.Unusable("status " + status.status());
        };
    }

    // What was handed on can't be taken back: only a call that has said nothing may be repeated.
    private Outcome brokenOff(Throwable why) {
        return ended(ErrorCode.AI_FAILED, "the AI provider's answer broke off", why);
    }

    private Outcome ended(ErrorCode code, String detail) {
        return ended(code, detail, null);
    }

    private Outcome ended(ErrorCode code, String detail, @Nullable Throwable why) {
        return new Outcome.Ended(new ProviderFailure(new CogoException(code, detail, why), origin(), spent()));
    }

    private boolean begun() {
        return firstPiece != null;
    }

    private Origin origin() {
        return new Origin(model.provider(), model.name(), served, finishReason, firstPiece, usage == null && begun());
    }

    // A text that was cut was written all the same, and is billed.
    private @Nullable Usage spent() {
        if (usage != null || !begun()) {
            return usage;
        }
        int read = Tokens.about(prompt);
        int written = Tokens.about(text.toString());
        return new Usage(read, written, read + written);
    }

    // It goes to clients and into the ledger, and comes from outside.
    private static String bounded(String reason) {
        String safe = reason.replaceAll("[^A-Za-z0-9_]", "");
        return safe.substring(0, Math.min(safe.length(), 40));
    }

    /** Nobody wants the rest. */
    public static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unwanted() {
            super("nobody wants the rest", null, false, false);
        }
    }
}
