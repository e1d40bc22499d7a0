package dev.cogo.agentbridge.registry;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.DeleteAgent;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ReadAgent;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.HandleCursor;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.record.Done;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that operators register, and their secrets. Who asks is checked at the door.
 *
 * <p>Longer than other classes here, for the statements of each call stand beside it.
 */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    /** Each agent with a secret may hold a request open. */
    private static final int MAX_AGENTS = 1000;
    /** One that counts, and one whose place it takes. */
    private static final int MAX_SECRETS = 2;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

    private final Database database;
    private final Set<String> configured;
    private final DerivedSecrets secrets;
    private final ParamsSchemas schemas;
    private final RemoteCards cards;
    private final RemoteTokens tokens;
    private final Runnable ended;

    /**
     * @param cards reads those of A2A agents
     * @param configured the handles of the settings' agents
     * @param ended told when tasks have ended
     */
    public Registry(
            Database database,
            Set<String> configured,
            DerivedSecrets secrets,
            ParamsSchemas schemas,
            RemoteCards cards,
            RemoteTokens tokens,
            Runnable ended) {
        this.database = database;
        this.configured = Set.copyOf(configured);
        this.secrets = secrets;
        this.schemas = schemas;
        this.cards = cards;
        this.tokens = tokens;
        this.ended = ended;
    }

    /**
     * Registers an agent; its secret is in the answer, and nowhere else.
     *
     * @throws CogoException {@code handle_taken}, {@code too_many_agents}, {@code invalid_request}
     */
    public Agent create(CreateAgent request) {
        AgentSettings settings = request.settings();
        if (settings.skills() != null) {
            settings.skills().forEach(schemas::check);
        }
        if (configured.contains(request.handle())) {
            throw taken();
        }
        warnOfPlainHttp(request.handle(), settings.url() == null ? null : URI.create(settings.url()));
        RemoteCard card = request.kind() == AgentKind.A2A ? cards.read(settings.url(), settings.token()) : null;
        List<AgentSkill> skills =
                settings.skills() != null ? settings.skills() : card == null ? List.of() : card.skills();
        UUID id = Ids.next();
        UUID secretId = Ids.next();
        AgentLimits limits = settings.limits();
        database.transaction(tx -> {
            // Two at the same moment may pass together: it bounds them, it does not count them.
            RowSet<Row> inserted = tx.query(
                    """
                    INSERT INTO agents (id, handle, name, description, kind, url, skills, tasks_at_once,
                                        reports_per_minute, max_params_bytes, silence_seconds, session_ids, enabled)
                    SELECT $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::jsonb, $8::integer, $9::integer,
                           $10::integer, $11::integer, $12::uuid[], $13::boolean
                    WHERE (SELECT count(*) FROM agents) < $14
                    ON CONFLICT (handle) DO NOTHING
                    RETURNING id""",
                    id,
                    request.handle(),
                    settings.name(),
                    settings.description(),
                    request.kind().wireName(),
                    settings.url(),
                    json(skills),
                    or(limits.tasksAtOnce(), AgentLimits.USUAL.tasksAtOnce()),
                    or(limits.reportsPerMinute(), AgentLimits.USUAL.reportsPerMinute()),
                    or(limits.maxParamsBytes(), AgentLimits.USUAL.maxParamsBytes()),
                    or(limits.silenceSeconds(), AgentLimits.USUAL.silenceSeconds()),
                    sessions(settings),
                    settings.enabled() == null || settings.enabled(),
                    (long) MAX_AGENTS);
            if (inserted.size() == 0) {
                throw find(tx, request.handle()) != null
                        ? taken()
                        : new CogoException(
                                ErrorCode.TOO_MANY_AGENTS, "at most " + MAX_AGENTS + " agents can be registered");
            }
            if (card != null) {
                note(tx, id, card);
                return tx.query(
                        "UPDATE agents SET sealed_token = $2 WHERE id = $1", id, tokens.seal(id, settings.token()));
            }
            return tx.query("INSERT INTO agent_secrets (id, agent_id) VALUES ($1, $2)", secretId, id);
        });
        return withSecret(read(new ReadAgent(request.handle())), secretId);
    }

    /** A page of them, by handle. */
    public AgentPage list(ListAgents request) {
        RowSet<Row> rows = database.query(
                "SELECT " + StoredAgent.COLUMNS + " FROM agents WHERE handle > $1 ORDER BY handle LIMIT $2",
                HandleCursor.handle(request.cursor()),
                (long) request.limit() + 1);
        List<Agent> agents = rows.stream().map(StoredAgent::of).toList();
        List<Agent> page = agents.subList(0, PageBytes.count(agents, request.limit()));
        return new AgentPage(
                page,
                page.size() == agents.size()
                        ? null
                        : HandleCursor.after(page.getLast().handle()));
    }

    /**
     * One of them.
     *
     * @throws CogoException {@code agent_not_found}
     */
    public Agent read(ReadAgent request) {
        return found(find(database::query, request.handle()));
    }

    /**
     * Changes one.
     *
     * @throws CogoException {@code agent_not_found}, {@code invalid_request}
     */
    public Agent update(UpdateAgent request) {
        AgentSettings settings = request.settings();
        if (settings.skills() != null) {
            settings.skills().forEach(schemas::check);
        }
        Agent before = read(new ReadAgent(request.handle()));
        if (settings.url() != null && before.kind() == AgentKind.PULL) {
            throw CogoException.invalid("a pull agent has no url");
        }
        if (settings.token() != null && before.kind() != AgentKind.A2A) {
            throw CogoException.invalid("a token is for agents of the kind a2a: the others get a secret");
        }
        warnOfPlainHttp(request.handle(), settings.url() == null ? null : URI.create(settings.url()));
        AgentLimits limits = settings.limits();
        if (before.kind() == AgentKind.A2A && (settings.url() != null || settings.token() != null)) {
            meet(before, settings);
        }
        database.query(
                """
                UPDATE agents SET name = coalesce($2, name), description = coalesce($3, description),
                                  url = coalesce($4, url), skills = coalesce($5, skills),
                                  tasks_at_once = coalesce($6, tasks_at_once),
                                  reports_per_minute = coalesce($7, reports_per_minute),
                                  max_params_bytes = coalesce($8, max_params_bytes),
                                  silence_seconds = coalesce($9, silence_seconds),
                                  session_ids = CASE WHEN $10::boolean THEN $11::uuid[] ELSE session_ids END,
                                  enabled = coalesce($12, enabled), updated_at = now()
                WHERE id = $1""",
                before.id(),
                settings.name(),
                settings.description(),
                settings.url(),
                settings.skills() == null ? null : json(settings.skills()),
                limits.tasksAtOnce(),
                limits.reportsPerMinute(),
                limits.maxParamsBytes(),
                limits.silenceSeconds(),
                settings.sessions() != null,
                sessions(settings),
                settings.enabled());
        return read(new ReadAgent(request.handle()));
    }

    /**
     * Takes one out. Its tasks that are not over fail, since nobody can report on them any more.
     *
     * @throws CogoException {@code agent_not_found}
     */
    public Done delete(DeleteAgent request) {
        Agent agent = read(new ReadAgent(request.handle()));
        database.transaction(tx -> {
            tx.query("DELETE FROM agents WHERE id = $1", agent.id());
            return tx.query("""
                    UPDATE agent_tasks SET status = 'failed', error_code = 'agent_removed', error_message = $2,
                                           question = NULL, lease_owner = NULL, lease_until = NULL,
                                           next_attempt_at = now(), updated_at = now()
                    WHERE agent_id = $1 AND status IN ('queued', 'working', 'input_required')""", agent.id(), "the agent was removed");
        });
        ended.run();
        return Done.DONE;
    }

    /**
     * Gives one a new secret, which counts at once; the one before ends a while later, and one that was ending ends now.
     *
     * @throws CogoException {@code agent_not_found}
     */
    public AgentSecret addSecret(AddAgentSecret request) {
        Agent agent = read(new ReadAgent(request.handle()));
        UUID id = Ids.next();
        database.transaction(tx -> {
            // Others that do the same wait here.
            tx.query("SELECT 1 FROM agents WHERE id = $1 FOR UPDATE", agent.id());
            tx.query("""
                    DELETE FROM agent_secrets WHERE agent_id = $1 AND id NOT IN (
                        SELECT id FROM agent_secrets WHERE agent_id = $1 AND ends_at IS NULL ORDER BY id DESC LIMIT $2)""", agent.id(), (long) MAX_SECRETS - 1);
            tx.query("""
                    UPDATE agent_secrets SET ends_at = now() + make_interval(secs => $2)
                    WHERE agent_id = $1""", agent.id(), (double) request.keepSeconds());
            return tx.query("INSERT INTO agent_secrets (id, agent_id) VALUES ($1, $2)", id, agent.id());
        });
        return read(new ReadAgent(request.handle())).secrets().stream()
                .filter(secret -> secret.id().equals(id))
                .map(secret -> new AgentSecret(id, secret.createdAt(), null, secrets.of(id)))
                .findFirst()
                .orElseThrow(() -> new CogoException(ErrorCode.AGENT_NOT_FOUND, "the agent was deleted meanwhile"));
    }

    /** Reads the cards of A2A agents again: an interface may have moved. One that can't be read stays as it was. */
    public void refresh() {
        database.query(
                        "SELECT id, handle, url, card_tag, sealed_token FROM agents WHERE kind = 'a2a' AND enabled ORDER BY id")
                .forEach(row -> cards.readAgain(row.getString("url"), tokens.of(row), row.getString("card_tag"))
                        .ifPresent(card -> note(database::query, row.getUUID("id"), card)));
    }

    // The card is read as it will be, and before anything is changed.
    private void meet(Agent agent, AgentSettings settings) {
        Row row = database.query("SELECT id, sealed_token FROM agents WHERE id = $1", agent.id()).stream()
                .findFirst()
                .orElseThrow(() -> new CogoException(ErrorCode.AGENT_NOT_FOUND, "the agent was deleted meanwhile"));
        String token = settings.token() == null ? tokens.of(row) : settings.token();
        RemoteCard card = cards.read(settings.url() == null ? agent.url() : settings.url(), token);
        note(database::query, agent.id(), card);
        database.query("UPDATE agents SET sealed_token = $2 WHERE id = $1", agent.id(), tokens.seal(agent.id(), token));
    }

    private static void note(Statements statements, UUID agentId, RemoteCard card) {
        statements.query(
                "UPDATE agents SET endpoint = $2, binding = $3, card_tag = $4 WHERE id = $1",
                agentId,
                card.endpoint().toString(),
                card.binding(),
                card.tag());
    }

    private Agent withSecret(Agent agent, UUID secretId) {
        List<AgentSecret> shown = agent.secrets().stream()
                .map(secret -> secret.id().equals(secretId)
                        ? new AgentSecret(secretId, secret.createdAt(), secret.endsAt(), secrets.of(secretId))
                        : secret)
                .toList();
        return new Agent(
                agent.id(),
                agent.handle(),
                agent.name(),
                agent.description(),
                agent.kind(),
                agent.url(),
                agent.skills(),
                agent.limits(),
                agent.sessions(),
                agent.enabled(),
                shown,
                agent.createdAt(),
                agent.updatedAt());
    }

    private static @Nullable Agent find(Statements statements, String handle) {
        return statements.query("SELECT " + StoredAgent.COLUMNS + " FROM agents WHERE handle = $1", handle).stream()
                .findFirst()
                .map(StoredAgent::of)
                .orElse(null);
    }

    private static Agent found(@Nullable Agent agent) {
        if (agent == null) {
            throw new CogoException(ErrorCode.AGENT_NOT_FOUND, "no agent of this handle is registered");
        }
        return agent;
    }

    private static CogoException taken() {
        return new CogoException(ErrorCode.HANDLE_TAKEN, "there is an agent of this handle");
    }

    /** Says so where what is said to an agent, and the bearer, can be read and changed on the way. */
    public static void warnOfPlainHttp(String handle, @Nullable URI url) {
        if (url != null
                && "http".equals(url.getScheme())
                && !LOOPBACK.matcher(url.getHost()).matches()) {
            LOG.warn(
                    "agent {} is called by http on another machine: whoever is between can read and change it", handle);
        }
    }

    private static JsonArray json(List<AgentSkill> skills) {
        JsonArray array = new JsonArray();
        skills.forEach(skill -> array.add(Json.object(skill)));
        return array;
    }

    private static UUID @Nullable [] sessions(AgentSettings settings) {
        return settings.sessions() == null || settings.sessions().isEmpty()
                ? null
                : settings.sessions().toArray(UUID[]::new);
    }

    private static Integer or(@Nullable Integer said, @Nullable Integer usual) {
        return said == null ? usual : said;
    }
}
