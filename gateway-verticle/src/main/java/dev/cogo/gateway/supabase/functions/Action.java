package dev.cogo.gateway.supabase.functions;

import dev.cogo.gateway.http.TranslatedRequest;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a body with the field {@code action} asks for. The other fields are the operation's own, by the names that they have
 * in the OpenAPI document; what an operation does not know, its own check refuses.
 */
enum Action {
    JOIN_SESSION(false) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            Object invite = fields.remove("invite");
            if (invite != null && fields.containsKey(SESSION)) {
                throw CogoException.invalid("give one of sessionId and invite: an invite knows its session");
            }
            if (invite != null) {
                return TranslatedRequest.post("/chat/invite/" + TranslatedRequest.inPath("invite", invite), fields);
            }
            Object sessionId = fields.remove("sessionId");
            return sessionId == null
                    ? TranslatedRequest.post("/chat/session", fields)
                    : TranslatedRequest.get(
                            "/chat/session/" + TranslatedRequest.inPath("sessionId", sessionId), fields);
        }
    },
    SEND_MESSAGE(true) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.post("/chat/message", withLanguageInMetadata(fields));
        }
    },
    AGENT_TASK(true) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.post("/chat/agent-task", fields);
        }
    },
    AGENT_STATUS(false) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.get("/chat/agent-status", fields);
        }
    },
    AI_RESPONSE(true) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.post("/chat/ai-response", fields);
        }
    },
    AI_GREETING(false) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.post("/chat/ai-greeting", fields);
        }
    },
    HISTORY(true) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            Object sessionId = fields.remove(SESSION);
            if (sessionId == null) {
                throw CogoException.invalid("sessionId is missing");
            }
            return TranslatedRequest.get("/chat/history/" + TranslatedRequest.inPath(SESSION, sessionId), fields);
        }
    },
    SESSIONS(false) {
        @Override
        TranslatedRequest translate(JsonObject fields) {
            return TranslatedRequest.get("/chat/sessions", fields);
        }
    };

    /** The field that names a session. */
    static final String SESSION = "sessionId";

    private final boolean inSession;

    Action(boolean inSession) {
        this.inSession = inSession;
    }

    /**
     * The action that a body names.
     *
     * @throws CogoException {@code invalid_request} when it names none of ours
     */
    static Action of(JsonObject body) {
        Object name = body.getValue("action");
        return Arrays.stream(values())
                .filter(action -> action.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> CogoException.invalid("action must be one of "
                        + Arrays.stream(values()).map(Action::wireName).collect(Collectors.joining(", "))));
    }

    /**
     * The request of the API that does it.
     *
     * @param fields the body without {@code action} and without null; used up by this
     * @throws CogoException {@code invalid_request} for a field that has no place in an address
     */
    abstract TranslatedRequest translate(JsonObject fields);

    /** Whether it happens in a session, which {@code sessionId} names. */
    boolean inSession() {
        return inSession;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    // The seed's MessageOptions have a language and a message of the API has none of its own: it is a note of the
    // client's.
    private static JsonObject withLanguageInMetadata(JsonObject fields) {
        Object language = fields.remove("language");
        @Nullable Object metadata = fields.getValue("metadata");
        if (language != null && metadata == null) {
            fields.put("metadata", new JsonObject().put("language", language));
        } else if (language != null && metadata instanceof JsonObject object && !object.containsKey("language")) {
            object.put("language", language);
        }
        return fields;
    }
}
