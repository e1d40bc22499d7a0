package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.DeleteAgent;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ListOpenTasks;
import dev.cogo.schema.agent.ReadAgent;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code /admin/agents}: the registry of agents, and what is under way with them, for operators. */
final class AgentOperations {
    private final Bus bus;

    AgentOperations(Bus bus) {
        this.bus = bus;
    }

    /** Its operations by name; that an operator calls is checked by who takes them. */
    Map<String, Operation> all() {
        return Map.of(
                "listAgents", this::list,
                "createAgent", this::create,
                "getAgent", this::read,
                "updateAgent", this::update,
                "deleteAgent", this::delete,
                "addAgentSecret", this::addSecret,
                "listOpenTasks", this::openTasks);
    }

    private Future<Reply> list(Call call) {
        ListAgents request = new ListAgents(call.integer("limit", ListAgents.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.AGENT_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> openTasks(Call call) {
        return bus.request(Address.TASK_OPEN, new ListOpenTasks(), call.cost()).map(Reply::ok);
    }

    private Future<Reply> create(Call call) {
        JsonObject body = call.body();
        CreateAgent request =
                new CreateAgent(body.getString("handle"), AgentKind.of(body.getString("kind")), settings(body));
        return bus.request(Address.AGENT_CREATE, request, call.cost()).map(Reply::created);
    }

    private Future<Reply> read(Call call) {
        return bus.request(Address.AGENT_READ, new ReadAgent(call.required("handle")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        UpdateAgent request = new UpdateAgent(call.required("handle"), settings(call.body()));
        return bus.request(Address.AGENT_UPDATE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.request(Address.AGENT_DELETE, new DeleteAgent(call.required("handle")), call.cost())
                .map(done -> Reply.nothing());
    }

    private Future<Reply> addSecret(Call call) {
        AddAgentSecret request = new AddAgentSecret(
                call.required("handle"), call.body().getInteger("keepSeconds", AddAgentSecret.USUAL_KEEP));
        return bus.request(Address.AGENT_SECRET_ADD, request, call.cost()).map(Reply::created);
    }

    private static AgentSettings settings(JsonObject body) {
        JsonArray skills = body.getJsonArray("skills");
        JsonObject limits = body.getJsonObject("limits");
        JsonArray sessions = body.getJsonArray("sessions");
        return new AgentSettings(
                body.getString("name"),
                body.getString("description"),
                body.getString("url"),
                skills == null
                        ? null
                        : skills.stream()
                                .map(skill -> Json.convert((JsonObject) skill, AgentSkill.class))
                                .toList(),
                limits == null ? AgentLimits.NONE : Json.convert(limits, AgentLimits.class),
                sessions == null ? null : sessions(sessions),
                body.getBoolean("enabled"),
                body.getString("token"));
    }

    private static List<UUID> sessions(JsonArray sessions) {
        return sessions.stream().map(id -> Ids.parse((String) id, "sessions")).toList();
    }
}
