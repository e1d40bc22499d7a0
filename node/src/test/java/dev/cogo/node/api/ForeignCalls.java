package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every call that names a session or a task, as somebody who must not know whether there is one. */
final class ForeignCalls {
    static final Set<String> IDS = Set.of("sessionId", "taskId", "runId");

    /**
     * A call that names something.
     *
     * @param named the id of the session or task of others
     * @param request made of that id, or of one that does not exist
     */
    record Foreign(
            String operation, String name, String code, String named, BiFunction<ApiFixture, String, Request> request) {
        Foreign(String operation, ApiFixture world, BiFunction<ApiFixture, String, Request> request) {
            this(operation, "its session", "session_not_found", world.session(), request);
        }
    }

    private ForeignCalls() {}

    static Stream<Foreign> all(ApiFixture world) {
        return Stream.of(
                inPath("getSession", world),
                inPath("updateSession", world),
                inPath("muteSession", world),
                inPath("listMembers", world),
                inPath("addMember", world),
                inPath("updateMember", world),
                inPath("transferOwnership", world),
                inPath("createInvite", world),
                inPath("listInvites", world),
                inPath("revokeInvite", world),
                inPath("removeMember", world),
                new Foreign(
                        "removeMember",
                        "oneself, from its session",
                        "session_not_found",
                        world.session(),
                        (w, id) -> GoodCalls.member(id, w.carol())),
                inPath("markRead", world),
                inPath("getPresence", world),
                inPath("listReadMarks", world),
                inPath("getHistory", world),
                inPath("getMessagesAround", world),
                inPath("getEvents", world),
                inPath("editMessage", world),
                inPath("deleteMessage", world),
                inPath("answerMessage", world),
                inPath("addReaction", world),
                inPath("removeReaction", world),
                new Foreign(
                        "searchMessages",
                        world,
                        (w, id) -> GoodTimelineCalls.search(w, "lighthouse").query("sessionId", id)),
                inBody("sendMessage", world),
                new Foreign(
                        "sendMessage",
                        "a batch to its session",
                        "session_not_found",
                        world.session(),
                        (w, id) -> Request.post("/chat/message")
                                .with(new JsonObject()
                                        .put("sessionId", id)
                                        .put("messages", new JsonArray().add(new JsonObject().put("content", "x"))))),
                inBody("aiGreeting", world),
                inBody("aiResponse", world),
                ofRun("readAiRun", world, (w, id) -> GoodCalls.ofRun("GET", "", id)),
                ofRun("cancelAiRun", world, (w, id) -> GoodCalls.ofRun("POST", "/cancel", id)),
                ofRun("askAiAgain", world, (w, id) -> GoodCalls.again(id)),
                new Foreign("uiChat", world, (w, id) -> GoodCalls.uiChat(id, "When?")),
                new Foreign("createChatCompletion", world, (w, id) -> GoodCalls.chatCompletion(id)),
                new Foreign("createResponse", world, (w, id) -> GoodCalls.response(id)),
                new Foreign("resumeUiChat", world, (w, id) -> GoodCalls.resumeUiChat(id)),
                inBody("startAgentTask", world),
                new Foreign(
                        "agentStatus",
                        world,
                        (w, id) -> Request.get("/chat/agent-status").query("sessionId", id)),
                new Foreign(
                        "agentStatus",
                        "its task",
                        "task_not_found",
                        world.task(),
                        (w, id) -> Request.get("/chat/agent-status").query("taskId", id)),
                new Foreign(
                        "listAgentCards",
                        world,
                        (w, id) -> Request.get("/chat/agents").query("sessionId", id)),
                new Foreign(
                        "cancelTask",
                        "its task",
                        "task_not_found",
                        world.task(),
                        (w, id) -> GoodAgentCalls.task("cancel", id)),
                new Foreign(
                        "answerTask",
                        "its task",
                        "task_not_found",
                        world.task(),
                        (w, id) -> GoodAgentCalls.task("answer", id)
                                .with(new JsonObject().put("inputId", "x").put("answer", "x"))),
                new Foreign(
                        "listArtifacts",
                        "its task",
                        "task_not_found",
                        world.task(),
                        (w, id) -> Request.get("/chat/agent-task/{taskId}/artifacts")
                                .at("taskId", id)));
    }

    private static Foreign inPath(String operation, ApiFixture world) {
        return new Foreign(
                operation, world, (w, id) -> GoodCalls.first(operation, w).at("sessionId", id));
    }

    private static Foreign ofRun(String operation, ApiFixture world, BiFunction<ApiFixture, String, Request> request) {
        return new Foreign(operation, "its run", "run_not_found", GoodCalls.run(world, "When?"), request);
    }

    private static Foreign inBody(String operation, ApiFixture world) {
        return new Foreign(operation, world, (w, id) -> {
            Request good = GoodCalls.first(operation, w);
            JsonObject body = good.json().orElseThrow().copy().put("sessionId", id);
            body.remove("replyTo");
            return good.with(body);
        });
    }
}
