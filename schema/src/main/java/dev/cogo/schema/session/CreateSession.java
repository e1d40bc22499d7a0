package dev.cogo.schema.session;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.LineText;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a session with the caller as owner.
 *
 * @param title at most {@link #MAX_TITLE} characters
 * @param members others, by user id or e-mail address; exactly one for a direct session
 * @param language see {@link Language}
 * @param aiMode which messages ask the AI by themselves, while it takes part; null for what is usual: all in a direct session with an
 *     assistant, elsewhere none
 * @param encrypted whether messages are encrypted in the database; not together with the AI, which would read them
 */
public record CreateSession(
        UUID userId,
        SessionKind kind,
        @Nullable String title,
        List<String> members,
        @Nullable String language,
        boolean ai,
        @Nullable AiMode aiMode,
        boolean encrypted)
        implements BusRecord {
    public static final int MAX_TITLE = 200;
    public static final int MAX_MEMBERS = 100;

    public CreateSession {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(kind);
        title = LineText.of(title, "title", MAX_TITLE);
        members = List.copyOf(members);
        language = Language.normalise(language);
        if (members.size() > MAX_MEMBERS) {
            throw CogoException.invalid("at most " + MAX_MEMBERS + " members can be named at once");
        }
        if (kind == SessionKind.DIRECT && members.size() != 1) {
            throw CogoException.invalid("a direct session has exactly one other member");
        }
        if (ai && encrypted) {
            throw CogoException.invalid("the AI can't take part in an encrypted session");
        }
    }

    public CreateSession(
            UUID userId,
            SessionKind kind,
            @Nullable String title,
            List<String> members,
            @Nullable String language,
            boolean ai) {
        this(userId, kind, title, members, language, ai, null, false);
    }
}
