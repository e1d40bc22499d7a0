package dev.cogo.agentbridge.registry;

import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSkill;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code agents}. */
final class StoredAgent {
    /** What {@link #of} reads; of the secrets those that count. */
    static final String COLUMNS = """
            id, handle, name, description, kind, url, skills, tasks_at_once, reports_per_minute, max_params_bytes, \
            silence_seconds, session_ids, enabled, created_at, updated_at, \
            (SELECT coalesce(jsonb_agg(jsonb_build_array(secret.id, secret.created_at, secret.ends_at) ORDER BY secret.id), '[]') \
             FROM agent_secrets AS secret \
             WHERE secret.agent_id = agents.id AND (ends_at IS NULL OR ends_at > now())) AS secrets""";

    private StoredAgent() {}

    static Agent of(Row row) {
        UUID[] sessions = row.getArrayOfUUIDs("session_ids");
        return new Agent(
                row.getUUID("id"),
                row.getString("handle"),
                row.getString("name"),
                row.getString("description"),
                AgentKind.of(row.getString("kind")),
                row.getString("url"),
                skills(row.getJsonArray("skills")),
                new AgentLimits(
                        row.getInteger("tasks_at_once"),
                        row.getInteger("reports_per_minute"),
                        row.getInteger("max_params_bytes"),
                        row.getInteger("silence_seconds")),
                sessions == null ? null : List.of(sessions),
                row.getBoolean("enabled"),
                row.getJsonArray("secrets").stream()
                        .map(secret -> secret((JsonArray) secret))
                        .toList(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static List<AgentSkill> skills(JsonArray skills) {
        return skills.stream()
                .map(JsonObject.class::cast)
                .map(skill -> new AgentSkill(
                        skill.getString("taskType"),
                        skill.getString("title"),
                        skill.getString("description"),
                        skill.getJsonObject("params") == null
                                ? null
                                : skill.getJsonObject("params").getMap()))
                .toList();
    }

    private static AgentSecret secret(JsonArray secret) {
        @Nullable String endsAt = secret.getString(2);
        return new AgentSecret(
                UUID.fromString(secret.getString(0)),
                OffsetDateTime.parse(secret.getString(1)).toInstant(),
                endsAt == null ? null : OffsetDateTime.parse(endsAt).toInstant(),
                null);
    }
}
