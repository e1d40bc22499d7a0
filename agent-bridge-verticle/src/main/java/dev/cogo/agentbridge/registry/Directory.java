package dev.cogo.agentbridge.registry;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentCardPage;
import dev.cogo.schema.agent.AgentHandle;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.DatedAgentCard;
import dev.cogo.schema.agent.ListAgentCards;
import dev.cogo.schema.agent.ReadAgentCard;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.HandleCursor;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** All agents, those of the settings and the registered ones: which takes what, where it is, and who bears which secret. */
public final class Directory {
    private final Bus bus;
    private final Database database;
    private final Map<String, URI> configured;
    private final String serviceToken;
    private final Duration silence;
    private final DerivedSecrets secrets;
    private final ParamsSchemas schemas;
    private final RemoteTokens tokens;

    /**
     * @param configured the settings' agents by handle
     * @param serviceToken what those are shown
     * @param silence how long those may be silent about a task
     */
    public Directory(
            Bus bus,
            Database database,
            Map<String, URI> configured,
            String serviceToken,
            Duration silence,
            DerivedSecrets secrets,
            ParamsSchemas schemas,
            RemoteTokens tokens) {
        this.bus = bus;
        this.database = database;
        this.configured = Map.copyOf(configured);
        this.serviceToken = serviceToken;
        this.silence = silence;
        this.secrets = secrets;
        this.schemas = schemas;
        this.tokens = tokens;
    }

    /**
     * Finds the agent for a task, if it takes it.
     *
     * @throws CogoException {@code unknown_agent}, also for one that does not work in this session; {@code unknown_task_type};
     *     {@code invalid_request} or {@code content_too_large} for the params
     */
    public Terms termsFor(StartTask request, String handle) {
        if (configured.containsKey(handle)) {
            return new Terms(
                    handle, null, false, false, silence.toMillis() / 1000.0, AgentLimits.USUAL.reportsPerMinute());
        }
        if (!AgentHandle.isOne(handle)) {
            throw unknown();
        }
        Agent agent = database.query("""
                        SELECT %s FROM agents
                        WHERE handle = $1 AND enabled AND (session_ids IS NULL OR $2 = ANY (session_ids))""".formatted(StoredAgent.COLUMNS), handle, request.sessionId()).stream()
                .findFirst()
                .map(StoredAgent::of)
                .orElseThrow(Directory::unknown);
        if (!agent.skills().isEmpty()) {
            schemas.validate(skill(agent, request.taskType()), request.params());
        }
        if (Json.length(request.params()) > agent.limits().maxParamsBytes()) {
            throw new CogoException(
                    ErrorCode.CONTENT_TOO_LARGE,
                    "this agent takes params of at most " + agent.limits().maxParamsBytes() + " bytes");
        }
        return new Terms(
                handle,
                agent.id(),
                agent.kind() == AgentKind.PULL,
                agent.kind() == AgentKind.A2A,
                agent.limits().silenceSeconds(),
                agent.limits().reportsPerMinute());
    }

    /** Where a task's agent is called; empty when it is gone or must not work. */
    public Optional<Target> target(UUID agentId) {
        return database.query("""
                        SELECT url, (SELECT secret.id FROM agent_secrets AS secret
                                     WHERE secret.agent_id = agents.id AND (ends_at IS NULL OR ends_at > now())
                                     ORDER BY secret.id LIMIT 1) AS secret_id
                        FROM agents WHERE id = $1 AND enabled""", agentId).stream()
                .findFirst()
                // The older secret of two: it knows that one for sure.
                .map(row -> new Target(URI.create(row.getString("url")), secrets.of(row.getUUID("secret_id")), false));
    }

    /** How an A2A agent is spoken to; empty when it is gone or must not work, or is of another kind. */
    public Optional<RemoteAgent> remote(UUID agentId) {
        return database.query("""
                        SELECT id, endpoint, binding, sealed_token FROM agents
                        WHERE id = $1 AND enabled AND kind = 'a2a' AND endpoint IS NOT NULL""", agentId).stream()
                .findFirst()
                .map(row -> new RemoteAgent(
                        URI.create(row.getString("endpoint")), row.getString("binding"), tokens.of(row)));
    }

    /** Where an agent of the settings is called; empty when there is none of this handle any more. */
    public Optional<Target> target(String handle) {
        return Optional.ofNullable(configured.get(handle)).map(url -> new Target(url, serviceToken, true));
    }

    /**
     * Which agent bears a secret.
     *
     * @throws CogoException {@code invalid_token} when it does not count any more
     */
    public UUID bearer(Statements statements, UUID secretId) {
        return statements.query("""
                        SELECT agent_id FROM agent_secrets JOIN agents ON agents.id = agent_id
                        WHERE agent_secrets.id = $1 AND (ends_at IS NULL OR ends_at > now()) AND enabled""", secretId).stream()
                .findFirst()
                .map(row -> row.getUUID("agent_id"))
                .orElseThrow(() -> new CogoException(ErrorCode.INVALID_TOKEN, "this agent's secret has ended"));
    }

    /**
     * The agents that a user's tasks may name.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    public AgentCardPage cards(ListAgentCards request) {
        String after = HandleCursor.handle(request.cursor());
        if (request.sessionId() != null) {
            bus.request(Address.SESSION_ACCESS, new CheckAccess(request.userId(), request.sessionId()))
                    .await();
        }
        RowSet<Row> rows = database.query(
                """
                SELECT %s FROM agents
                WHERE enabled AND (session_ids IS NULL OR $1::uuid = ANY (session_ids)) AND handle > $2
                ORDER BY handle LIMIT $3""".formatted(StoredAgent.COLUMNS), request.sessionId(), after, (long) request.limit() + 1);
        List<AgentCard> cards = Stream.concat(
                        rows.stream().map(StoredAgent::of).map(Directory::card),
                        configured.keySet().stream()
                                .filter(handle -> handle.compareTo(after) > 0)
                                .map(handle -> new AgentCard(handle, handle, null, List.of())))
                .sorted(Comparator.comparing(AgentCard::handle))
                .toList();
        List<AgentCard> page = cards.subList(0, PageBytes.count(cards, request.limit()));
        return new AgentCardPage(
                page,
                page.size() == cards.size()
                        ? null
                        : HandleCursor.after(page.getLast().handle()));
    }

    /**
     * One agent that a user's tasks may name, in one of their sessions at least.
     *
     * @throws CogoException {@code unknown_agent}
     */
    public DatedAgentCard card(ReadAgentCard request) {
        String handle = request.handle();
        if (configured.containsKey(handle)) {
            return new DatedAgentCard(new AgentCard(handle, handle, null, List.of()), null);
        }
        return Optional.of(handle)
                .filter(AgentHandle::isOne)
                .flatMap(this::enabled)
                .filter(agent -> agent.sessions() == null || isInOne(request.userId(), agent.sessions()))
                .map(agent -> new DatedAgentCard(card(agent), agent.updatedAt()))
                .orElseThrow(() -> new CogoException(ErrorCode.UNKNOWN_AGENT, "there is no agent of this name"));
    }

    private Optional<Agent> enabled(String handle) {
        return database
                .query("SELECT %s FROM agents WHERE handle = $1 AND enabled".formatted(StoredAgent.COLUMNS), handle)
                .stream()
                .findFirst()
                .map(StoredAgent::of);
    }

    private boolean isInOne(UUID userId, List<UUID> sessions) {
        return sessions.stream()
                .anyMatch(sessionId -> bus.request(Address.SESSION_ACCESS, new CheckAccess(userId, sessionId))
                        .map(true)
                        .recover(failure ->
                                failure instanceof CogoException no && no.code() == ErrorCode.SESSION_NOT_FOUND
                                        ? Future.succeededFuture(false)
                                        : Future.failedFuture(failure))
                        .await());
    }

    private static AgentCard card(Agent agent) {
        return new AgentCard(agent.handle(), agent.name(), agent.description(), agent.skills());
    }

    private static CogoException unknown() {
        return new CogoException(ErrorCode.UNKNOWN_AGENT, "no agent of this name works in this session");
    }

    private static AgentSkill skill(Agent agent, String taskType) {
        return agent.skills().stream()
                .filter(skill -> skill.taskType().equals(taskType))
                .findFirst()
                .orElseThrow(() -> new CogoException(
                        ErrorCode.UNKNOWN_TASK_TYPE, "agent " + agent.handle() + " does not take such tasks"));
    }
}
