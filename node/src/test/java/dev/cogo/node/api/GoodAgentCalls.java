package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;

/** Good calls around registered agents, and what people do with tasks. */
final class GoodAgentCalls {
    private GoodAgentCalls() {}

    static Stream<GoodCall> all() {
        return Stream.concat(tasks(), registry());
    }

    private static Stream<GoodCall> tasks() {
        return Stream.of(
                new GoodCall(
                        "listAgentCards",
                        "of a session, the first",
                        200,
                        world -> Request.get("/chat/agents")
                                .as(world.bob())
                                .query("sessionId", world.session())
                                .query("limit", 1)),
                new GoodCall("listAgentCards", "the next page", 200, world -> {
                    world.agent();
                    Request page = Request.get("/chat/agents").as(world.bob()).query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "cancelTask",
                        "by who asked for it",
                        200,
                        world -> task("cancel", world.newTask(world.alice(), world.newSession(world.alice())))
                                .as(world.alice()),
                        (world, answer) -> world.awaitMessage(
                                world.alice(), answer.json().getString("sessionId"), "agent_result")),
                new GoodCall(
                        "reportTask",
                        "a question",
                        200,
                        world -> question(world.newTask(world.alice(), world.newSession(world.alice())))),
                new GoodCall("answerTask", "what an agent asked", 200, world -> {
                    String task = world.newTask(world.alice(), world.newSession(world.alice()));
                    world.api().get(question(task));
                    return task("answer", task)
                            .as(world.alice())
                            .with(new JsonObject().put("inputId", "which").put("answer", "Korean"));
                }),
                new GoodCall(
                        "reportTask",
                        "a piece of an artifact",
                        200,
                        world -> GoodCalls.report(world.newTask(world.alice(), world.newSession(world.alice())))
                                .with(piece("1"))),
                new GoodCall("listArtifacts", "the next page", 200, world -> {
                    String task = world.newTask(world.alice(), world.newSession(world.alice()));
                    world.api().get(GoodCalls.report(task).with(piece("1")));
                    world.api().get(GoodCalls.report(task).with(piece("2")));
                    Request page = Request.get("/chat/agent-task/{taskId}/artifacts")
                            .at("taskId", task)
                            .query("limit", 1)
                            .as(world.alice());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "leaseTasks",
                        "none there",
                        200,
                        world -> lease(world.agent())
                                .with(new JsonObject().put("max", 1).put("waitSeconds", 0))),
                new GoodCall("leaseTasks", "one", 200, world -> {
                    JsonObject agent = world.newAgent();
                    world.startTask(agent);
                    return lease(agent).with(new JsonObject().put("waitSeconds", 10));
                }),
                new GoodCall("reportTask", "by an agent that was given the task", 200, world -> {
                    JsonObject agent = world.newAgent();
                    world.startTask(agent);
                    JsonObject task = world.api()
                            .get(lease(agent).with(new JsonObject().put("waitSeconds", 10)))
                            .getJsonArray("tasks")
                            .getJsonObject(0);
                    return Request.post("/agents/tasks/{taskId}/events")
                            .at("taskId", task.getString("taskId"))
                            .query("lease", task.getString("callbackPath").replaceFirst(".*lease=", ""))
                            .bearing(secret(agent))
                            .with(new JsonObject().put("eventId", "1").put("type", "progress"));
                }));
    }

    private static Stream<GoodCall> registry() {
        return Stream.of(
                new GoodCall(
                        "createAgent",
                        "one that asks for its tasks",
                        201,
                        world -> create(world)
                                .with(agent("pull")
                                        .put("description", "Translates")
                                        .put("skills", new JsonArray().add(skill()))
                                        .put("limits", limits())
                                        .put("sessions", new JsonArray().add(world.session()))
                                        .put("enabled", true))),
                new GoodCall(
                        "createAgent",
                        "one that is called",
                        201,
                        world -> create(world).with(agent("push").put("url", "https://agents.example.org/x"))),
                new GoodCall(
                        "listAgents",
                        "the first",
                        200,
                        world -> Request.get("/admin/agents").query("limit", 1).as(world.operator())),
                new GoodCall("listAgents", "the next page", 200, world -> {
                    world.newAgent();
                    world.newAgent();
                    Request page =
                            Request.get("/admin/agents").query("limit", 1).as(world.operator());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "listOpenTasks",
                        "all",
                        200,
                        world -> Request.get("/admin/tasks").as(world.operator())),
                new GoodCall("getAgent", "one", 200, world -> of("GET", "", world, world.agent())),
                new GoodCall(
                        "updateAgent",
                        "all that can change",
                        200,
                        world -> of("PATCH", "", world, world.newAgent())
                                .with(new JsonObject()
                                        .put("name", "Planner")
                                        .put("description", "Plans")
                                        .put("skills", new JsonArray().add(skill()))
                                        .put("limits", limits())
                                        .put("sessions", new JsonArray())
                                        .put("enabled", false))),
                new GoodCall("updateAgent", "where it is", 200, world -> {
                    JsonObject push = world.api()
                            .get(create(world).with(agent("push").put("url", "https://agents.example.org/x")));
                    return of("PATCH", "", world, push)
                            .with(new JsonObject().put("url", "https://agents.example.org/y"));
                }),
                new GoodCall("deleteAgent", "one", 204, world -> of("DELETE", "", world, world.newAgent())),
                new GoodCall(
                        "addAgentSecret",
                        "and the other for an hour",
                        201,
                        world -> of("POST", "/secret", world, world.newAgent())
                                .with(new JsonObject().put("keepSeconds", 3600))));
    }

    static Request create(ApiFixture world) {
        return Request.post("/admin/agents").as(world.operator());
    }

    static JsonObject agent(String kind) {
        return new JsonObject()
                .put("handle", "agent-" + UUID.randomUUID())
                .put("kind", kind)
                .put("name", "Translator");
    }

    static Request task(String what, String taskId) {
        return Request.post("/chat/agent-task/{taskId}/" + what).at("taskId", taskId);
    }

    static Request question(String taskId) {
        return GoodCalls.report(taskId)
                .with(new JsonObject()
                        .put("eventId", "which")
                        .put("type", "input_required")
                        .put("question", "Which language?")
                        .put("answerBy", "asker"));
    }

    static String secret(JsonObject agent) {
        return agent.getJsonArray("secrets").getJsonObject(0).getString("secret");
    }

    private static Request lease(JsonObject agent) {
        return Request.post("/agents/lease").bearing(secret(agent));
    }

    private static Request of(String method, String path, ApiFixture world, JsonObject agent) {
        return Request.of(method, "/admin/agents/{handle}" + path)
                .at("handle", agent.getString("handle"))
                .as(world.operator());
    }

    private static JsonObject piece(String eventId) {
        return new JsonObject()
                .put("eventId", eventId)
                .put("type", "artifact")
                .put(
                        "artifact",
                        new JsonObject()
                                .put("artifactId", "a")
                                .put("name", "a.txt")
                                .put("part", new JsonObject().put("text", eventId))
                                .put("last", false));
    }

    static JsonObject skill() {
        return new JsonObject()
                .put("taskType", "translate")
                .put("title", "Translate a text")
                .put("description", "Into Korean")
                .put("params", new JsonObject().put("type", "object"));
    }

    private static JsonObject limits() {
        return new JsonObject()
                .put("tasksAtOnce", 4)
                .put("reportsPerMinute", 60)
                .put("maxParamsBytes", 1000)
                .put("silenceSeconds", 60);
    }
}
