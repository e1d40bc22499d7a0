package dev.cogo.chat.session;

import dev.cogo.chat.block.BlockCheck;
import dev.cogo.chat.block.Pair;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates sessions. */
public final class SessionCreation {
    // The unique direct_key decides who of two people that start a direct session at the same moment creates it. The
    // pair's lock makes the other wait already; a node of a version without that lock waits here, inserts nothing, and
    // finds it by the next statement.
    private static final String INSERT = """
            INSERT INTO user_chat_sessions (session_id, kind, title, language, ai, ai_mode, encrypted, user_id, direct_key)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (direct_key) DO NOTHING RETURNING session_id""";

    private static final String FIND_DIRECT = "SELECT session_id FROM user_chat_sessions WHERE direct_key = $1";

    // A microsecond apart, so that "the first to join first" is the order of the request, with the creator at its head.
    private static final String INSERT_MEMBERS = """
            INSERT INTO session_members (session_id, user_id, role, joined_at)
            SELECT $1, m.user_id, m.role, now() + m.n * interval '1 microsecond'
            FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS m (user_id, role, n)""";

    private final Database database;
    private final MessageCipher cipher;
    private final SessionReader reader;
    private final SessionEvents events;
    private final Adding adding;
    private final int maxMembers;

    public SessionCreation(
            Database database,
            MessageCipher cipher,
            SessionReader reader,
            SessionEvents events,
            Adding adding,
            int maxMembers) {
        this.database = database;
        this.cipher = cipher;
        this.reader = reader;
        this.events = events;
        this.adding = adding;
        this.maxMembers = maxMembers;
    }

    /**
     * Creates the session, or finds the direct one that the two people have; then its settings stay as they are.
     *
     * @throws CogoException {@code user_not_found}, {@code too_many_members}, {@code invalid_request}, {@code blocked},
     *     {@code encryption_unavailable}
     */
    public CreatedSession create(CreateSession request) {
        List<UUID> members = members(request);
        UUID sessionId = Ids.next();
        UUID existing = database.transaction(tx -> store(tx, request, sessionId, members));
        if (existing == null) {
            events.created(sessionId, request.userId(), members);
        }
        Session session = reader.get(new GetSession(request.userId(), existing == null ? sessionId : existing));
        return new CreatedSession(session, existing == null);
    }

    /** The caller first, then the others, each once. */
    private List<UUID> members(CreateSession request) {
        List<String> names = new ArrayList<>();
        names.add(request.userId().toString());
        names.addAll(request.members());
        Set<UUID> found = People.find(database::query, names);
        // Before what else may be wrong with the request: that would tell who has an account.
        adding.check(database::query, request.userId(), found, directSession(request, found));
        if (request.kind() == SessionKind.DIRECT && found.size() != 2) {
            throw CogoException.invalid("a direct session needs another person");
        } else if (found.size() > maxMembers) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_MEMBERS, "a session may have at most " + maxMembers + " members");
        }
        return List.copyOf(found);
    }

    private @Nullable UUID directSession(CreateSession request, Set<UUID> people) {
        if (request.kind() != SessionKind.DIRECT || people.size() != 2) {
            return null;
        }
        Iterator<UUID> two = people.iterator();
        return findDirect(database::query, Pair.of(two.next(), two.next()));
    }

    /** The id of the session that these two have already; null when the new one was stored. */
    private @Nullable UUID store(Statements tx, CreateSession request, UUID sessionId, List<UUID> members) {
        Pair pair = request.kind() == SessionKind.DIRECT ? Pair.of(members.getFirst(), members.getLast()) : null;
        UUID existing = null;
        if (pair != null) {
            pair.lock(tx);
            existing = findDirect(tx, pair);
        }
        if (existing != null) {
            return existing;
        }
        check(tx, request, members);
        AssistantMembers.check(tx, members, null, request.ai());
        RowSet<Row> inserted = tx.query(
                INSERT,
                sessionId,
                request.kind().wireName(),
                request.title(),
                request.language(),
                request.ai(),
                aiMode(tx, request, members).wireName(),
                request.encrypted(),
                request.userId(),
                pair == null ? null : pair.key());
        if (inserted.size() == 0) {
            return findDirect(tx, Objects.requireNonNull(pair));
        }
        String[] roles = members.stream()
                .map(member -> pair != null || member.equals(request.userId()) ? MemberRole.OWNER : MemberRole.MEMBER)
                .map(MemberRole::wireName)
                .toArray(String[]::new);
        tx.query(INSERT_MEMBERS, sessionId, members.toArray(UUID[]::new), roles);
        return null;
    }

    // Who begins a session with an assistant alone wants to talk to it.
    private static AiMode aiMode(Statements tx, CreateSession request, List<UUID> members) {
        if (request.aiMode() != null) {
            return request.aiMode();
        }
        boolean alone = request.kind() == SessionKind.DIRECT
                && !AssistantMembers.among(tx, members).isEmpty();
        return alone ? AiMode.ALWAYS : AiMode.EXPLICIT;
    }

    private static @Nullable UUID findDirect(Statements statements, Pair pair) {
        for (Row row : statements.query(FIND_DIRECT, pair.key())) {
            return row.getUUID("session_id");
        }
        return null;
    }

    private void check(Statements tx, CreateSession request, List<UUID> members) {
        if (request.encrypted() && !cipher.canSeal()) {
            throw new CogoException(ErrorCode.ENCRYPTION_UNAVAILABLE, "this server has no key for encrypted sessions");
        }
        if (request.kind() == SessionKind.DIRECT) {
            BlockCheck.between(tx, members.getFirst(), members.getLast());
        } else {
            BlockCheck.reaching(tx, request.userId(), members);
        }
    }
}
