package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Calls that have the described form and break a rule that the form can't express. Long, because a call is easier to judge
 * where it stands in full.
 */
final class BrokenRules {
    private static final String TOO_LONG = "é".repeat(16 * 1024) + "!";

    private final ApiFixture world;

    BrokenRules(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return Stream.of(
                        accounts(),
                        sessions(),
                        members(),
                        messages(),
                        ai(),
                        agents(),
                        new BrokenGroupRules(world).all(),
                        new BrokenTimelineRules(world).all(),
                        new BrokenPersonalRules(world).all(),
                        new BrokenOperatorRules(world).all())
                .flatMap(calls -> calls);
    }

    private Stream<BadCall> accounts() {
        return Stream.of(
                register("a short password", "weak_password", new JsonObject().put("password", "lamp")),
                register(
                        "a password that everybody tries",
                        "weak_password",
                        new JsonObject().put("password", "password1")),
                register(
                        "an address that is taken",
                        "email_taken",
                        new JsonObject().put("email", world.alice().email())),
                register(
                        "a taken address in capitals",
                        "email_taken",
                        new JsonObject().put("email", world.alice().email().toUpperCase(Locale.ROOT))),
                register(
                        "an operator's address without the code",
                        "operator_only",
                        new JsonObject().put("email", ApiFixture.FREE_OPERATOR)),
                register(
                        "an operator's address with a wrong code",
                        "operator_only",
                        new JsonObject().put("email", ApiFixture.FREE_OPERATOR).put("operatorCode", "guess")),
                register(
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "not a language")),
                register("a blank name", "invalid_request", new JsonObject().put("displayName", " ")),
                changed(
                        "login",
                        "a wrong password",
                        "invalid_credentials",
                        new JsonObject().put("password", "wrong password")),
                changed(
                        "login",
                        "nobody",
                        "invalid_credentials",
                        new JsonObject().put("email", world.newEmail("nobody"))),
                changed(
                        "refresh",
                        "an unknown token",
                        "refresh_token_invalid",
                        new JsonObject().put("refreshToken", "unknown")),
                changed(
                        "refresh",
                        "an access token",
                        "refresh_token_invalid",
                        new JsonObject()
                                .put("refreshToken", world.alice().token().substring(0, 500))),
                new BadCall(
                        "updateMe",
                        "nothing to change",
                        "invalid_request",
                        GoodCalls.first("updateMe", world).with(new JsonObject())),
                changed(
                        "updateMe",
                        "an operator code for an address that is no operator's",
                        "operator_only",
                        new JsonObject().put("operatorCode", world.operatorCode())),
                changed("updateMe", "a blank name", "invalid_request", new JsonObject().put("displayName", " \t")),
                changed(
                        "updateMe",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")));
    }

    private Stream<BadCall> sessions() {
        Request create = GoodCalls.createSession(world);
        JsonObject direct = new JsonObject().put("kind", "direct");
        String bob = world.bob().id();
        return Stream.of(
                new BadCall("createSession", "for two, with nobody", "invalid_request", create.with(direct)),
                new BadCall(
                        "createSession",
                        "for two, with two others",
                        "invalid_request",
                        create.with(direct.copy()
                                .put(
                                        "members",
                                        new JsonArray()
                                                .add(bob)
                                                .add(world.carol().id())))),
                new BadCall(
                        "createSession",
                        "for two, with oneself",
                        "invalid_request",
                        create.with(direct.copy()
                                .put(
                                        "members",
                                        new JsonArray().add(world.alice().id())))),
                changed(
                        "createSession",
                        "an unknown id",
                        "user_not_found",
                        members(Ids.next().toString())),
                changed("createSession", "an unknown address", "user_not_found", members(world.newEmail("nobody"))),
                new BadCall(
                        "createSession",
                        "neither id nor address",
                        Set.of("invalid_request", "user_not_found"),
                        create.with(members("somebody"))),
                changed(
                        "createSession",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")),
                changed("createSession", "a blank title", "invalid_request", new JsonObject().put("title", "  ")),
                new BadCall(
                        "getHistory",
                        "before and after at once",
                        "invalid_request",
                        GoodCalls.first("getHistory", world).query("before", 3).query("after", 1)));
    }

    private static JsonObject members(String member) {
        return new JsonObject().put("members", new JsonArray().add(member));
    }

    private Stream<BadCall> members() {
        String direct = world.api()
                .get(GoodCalls.direct(world.alice(), world.newPerson("jana")))
                .getString("id");
        Request add = GoodCalls.members().at("sessionId", world.session());
        JsonObject carol = new JsonObject().put("member", world.carol().id());
        return Stream.of(
                new BadCall(
                        "addMember",
                        "by a mere member",
                        "forbidden",
                        add.as(world.bob()).with(carol)),
                new BadCall(
                        "addMember",
                        "a member",
                        "already_member",
                        add.as(world.alice())
                                .with(new JsonObject().put("member", world.bob().id()))),
                new BadCall(
                        "addMember",
                        "nobody",
                        "user_not_found",
                        add.as(world.alice())
                                .with(new JsonObject().put("member", Ids.next().toString()))),
                new BadCall(
                        "addMember",
                        "to a session of two",
                        "direct_session_fixed",
                        add.at("sessionId", direct).as(world.alice()).with(carol)),
                new BadCall(
                        "removeMember",
                        "from a session of two",
                        "direct_session_fixed",
                        GoodCalls.member(direct, world.alice()).as(world.alice())),
                new BadCall(
                        "removeMember",
                        "the last owner",
                        "last_owner",
                        GoodCalls.member(world.session(), world.alice()).as(world.alice())),
                new BadCall(
                        "removeMember",
                        "the owner, by a member",
                        "forbidden",
                        GoodCalls.member(world.session(), world.alice()).as(world.bob())),
                new BadCall(
                        "removeMember",
                        "who is no member",
                        "user_not_found",
                        GoodCalls.member(world.session(), world.carol()).as(world.alice())));
    }

    private Stream<BadCall> messages() {
        String elsewhere = world.send(world.alice(), world.newSession(world.alice()), "Elsewhere")
                .getString("id");
        return Stream.of(
                changed("sendMessage", "a blank content", "invalid_request", new JsonObject().put("content", " \n")),
                changed(
                        "sendMessage",
                        "a content of more than 32 KiB",
                        "content_too_large",
                        new JsonObject().put("content", TOO_LONG)),
                changed(
                        "sendMessage",
                        "large metadata",
                        "content_too_large",
                        new JsonObject().put("metadata", large(4096))),
                changed("sendMessage", "deep metadata", "invalid_json", new JsonObject().put("metadata", deep(100))),
                changed(
                        "sendMessage",
                        "a reply to nothing",
                        "message_not_found",
                        new JsonObject().put("replyTo", Ids.next().toString())),
                changed(
                        "sendMessage",
                        "a reply to another session",
                        "message_not_found",
                        new JsonObject().put("replyTo", elsewhere)),
                changed(
                        "sendMessage",
                        "another type than text",
                        "invalid_request",
                        new JsonObject().put("messageType", "ai_response")),
                changed(
                        "sendMessage",
                        "content and messages",
                        "invalid_request",
                        new JsonObject().put("messages", batch("one", "two"))),
                batch("a batch with one bad message", "invalid_content", batch("good", "bad\0")),
                batch("a batch with one long message", "content_too_large", batch("good", TOO_LONG)),
                batch(
                        "a batch with one reply to nothing",
                        "message_not_found",
                        batch("good", "reply")
                                .add(new JsonObject()
                                        .put("content", "x")
                                        .put("replyTo", Ids.next().toString()))));
    }

    private BadCall batch(String name, String code, JsonArray messages) {
        JsonObject body = new JsonObject().put("sessionId", world.session()).put("messages", messages);
        return new BadCall("sendMessage", name, code, GoodCalls.message(world).with(body));
    }

    private static JsonArray batch(String... contents) {
        JsonArray messages = new JsonArray();
        Stream.of(contents).forEach(content -> messages.add(new JsonObject().put("content", content)));
        return messages;
    }

    private Stream<BadCall> ai() {
        String without = world.api()
                .get(GoodCalls.createSession(world).with(new JsonObject().put("ai", false)))
                .getString("id");
        return Stream.of(
                changed(
                        "aiResponse",
                        "in a session without the AI",
                        "ai_not_in_session",
                        new JsonObject().put("sessionId", without)),
                changed(
                        "aiGreeting",
                        "in a session without the AI",
                        "ai_not_in_session",
                        new JsonObject().put("sessionId", without)),
                changed("aiResponse", "a blank question", "invalid_request", new JsonObject().put("message", " ")),
                changed(
                        "aiResponse",
                        "a long question",
                        "content_too_large",
                        new JsonObject().put("message", TOO_LONG)),
                changed(
                        "aiResponse",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")),
                changed(
                        "aiGreeting",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")),
                changed(
                        "answerMessage",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")),
                changed(
                        "askAiAgain",
                        "a language that is none",
                        "invalid_request",
                        new JsonObject().put("language", "--")),
                new BadCall(
                        "uiChat",
                        "in a session without the AI",
                        "ai_not_in_session",
                        GoodCalls.uiChat(without, "When?").as(world.alice())),
                new BadCall(
                        "uiChat",
                        "a blank question",
                        "invalid_request",
                        GoodCalls.uiChat(world.session(), " ").as(world.alice())),
                new BadCall(
                        "uiChat",
                        "a long question",
                        "content_too_large",
                        GoodCalls.uiChat(world.session(), TOO_LONG).as(world.alice())),
                changed(
                        "uiChat",
                        "a message in place of another",
                        "invalid_request",
                        new JsonObject().put("messageId", "m")),
                changed(
                        "uiChat",
                        "a picture",
                        "invalid_request",
                        new JsonObject()
                                .put(
                                        "messages",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("role", "user")
                                                        .put(
                                                                "parts",
                                                                new JsonArray()
                                                                        .add(new JsonObject().put("type", "file")))))),
                changed(
                        "createChatCompletion",
                        "another model",
                        "model_not_found",
                        new JsonObject().put("model", "gpt-5")),
                changed("createChatCompletion", "two answers", "invalid_request", new JsonObject().put("n", 2)),
                changed(
                        "createChatCompletion",
                        "a tool",
                        "invalid_request",
                        new JsonObject().put("tools", new JsonArray().add(new JsonObject()))),
                changed(
                        "createChatCompletion",
                        "a model that begins",
                        "invalid_request",
                        new JsonObject()
                                .put(
                                        "messages",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("role", "assistant")
                                                        .put("content", "Hello")))),
                changed("createResponse", "another model", "model_not_found", new JsonObject().put("model", "gpt-5")),
                changed(
                        "createResponse",
                        "what came before",
                        "invalid_request",
                        new JsonObject().put("previous_response_id", "resp_1")),
                new BadCall(
                        "createResponse",
                        "in a session without the AI",
                        "ai_not_in_session",
                        GoodCalls.response(without).as(world.alice())),
                new BadCall(
                        "cancelAiRun",
                        "one that is over",
                        "run_finished",
                        GoodCalls.ofRun("POST", "/cancel", GoodCalls.run(world, "When?"))
                                .as(world.alice())),
                new BadCall(
                        "cancelAiRun",
                        "another member's",
                        "forbidden",
                        GoodCalls.ofRun("POST", "/cancel", GoodCalls.run(world, "When?"))
                                .as(world.bob())),
                new BadCall(
                        "decideApproval",
                        "of somebody else",
                        "approval_not_found",
                        GoodCalls.decide(GoodCalls.approval(world), "approve_and_share")
                                .as(world.bob())),
                new BadCall(
                        "decideApproval",
                        "before there is anything to share",
                        "approval_over",
                        GoodCalls.decide(GoodCalls.approval(world), "share").as(world.alice())),
                new BadCall(
                        "aiGreeting",
                        "a long Accept-Language",
                        "invalid_request",
                        GoodCalls.first("aiGreeting", world).header("accept-language", "en,".repeat(400))),
                changed("announce", "a blank content", "invalid_request", new JsonObject().put("content", " ")),
                changed("announce", "a long content", "content_too_large", new JsonObject().put("content", TOO_LONG)));
    }

    private Stream<BadCall> agents() {
        JsonObject report = new JsonObject().put("eventId", "x").put("type", "progress");
        Request open = GoodCalls.report(world.task());
        return Stream.of(
                changed("startAgentTask", "an unknown agent", "unknown_agent", new JsonObject().put("agent", "nobody")),
                changed(
                        "startAgentTask",
                        "what its agent does not do",
                        "unknown_task_type",
                        new JsonObject()
                                .put(
                                        "agent",
                                        world.newAgent(GoodAgentCalls.skill()).getString("handle"))
                                .put("taskType", "no_such_type")),
                changed(
                        "startAgentTask",
                        "large params",
                        "content_too_large",
                        new JsonObject().put("params", large(64 * 1024))),
                new BadCall(
                        "agentStatus",
                        "neither task nor session",
                        "invalid_request",
                        GoodCalls.first("agentStatus", world).withoutQuery()),
                new BadCall(
                        "agentStatus",
                        "task and session",
                        "invalid_request",
                        GoodCalls.first("agentStatus", world).query("sessionId", world.session())),
                new BadCall(
                        "agentStatus",
                        "a limit with a task",
                        "invalid_request",
                        GoodCalls.first("agentStatus", world).query("limit", 1)),
                new BadCall(
                        "reportTask",
                        "a result without a result",
                        "invalid_request",
                        open.with(report.copy().put("type", "result"))),
                new BadCall(
                        "reportTask",
                        "an error without an error",
                        "invalid_request",
                        open.with(report.copy().put("type", "error"))),
                new BadCall(
                        "reportTask",
                        "progress with a result",
                        "invalid_request",
                        open.with(report.copy().put("result", new JsonObject()))),
                new BadCall(
                        "reportTask",
                        "a large result",
                        "content_too_large",
                        open.with(report.copy().put("type", "result").put("result", large(64 * 1024)))),
                changed(
                        "createAgent",
                        "a handle that is taken",
                        "handle_taken",
                        new JsonObject().put("handle", world.agent().getString("handle"))),
                changed(
                        "createAgent",
                        "a handle of the settings",
                        "handle_taken",
                        new JsonObject().put("handle", "default")),
                changed(
                        "createAgent",
                        "a url for one that asks",
                        "invalid_request",
                        new JsonObject().put("url", "https://example.org")),
                changed(
                        "createAgent",
                        "no url for one that is called",
                        "invalid_request",
                        new JsonObject().put("kind", "push")),
                changed("createAgent", "a blank name", "invalid_request", new JsonObject().put("name", " ")),
                changed(
                        "updateAgent",
                        "a url that is none",
                        "invalid_request",
                        new JsonObject().put("url", "ftp://example.org")),
                changed(
                        "createAssistant",
                        "a handle that is taken",
                        "handle_taken",
                        new JsonObject().put("handle", "ai")),
                changed(
                        "createAssistant",
                        "the name of the house",
                        "handle_taken",
                        new JsonObject().put("handle", "cogo")),
                changed(
                        "createAssistant",
                        "a template with another variable",
                        "invalid_request",
                        new JsonObject().put("template", "{{secret}}")),
                changed(
                        "createAssistant",
                        "an avatar that is two",
                        "invalid_request",
                        new JsonObject().put("avatar", "\uD83D\uDCDD\uD83D\uDCDD")),
                changed(
                        "updateAssistant",
                        "a model that is not the server's",
                        "invalid_request",
                        new JsonObject().put("models", new JsonArray().add("openai:none"))),
                changed(
                        "aiResponse",
                        "an assistant that is no member",
                        "assistant_not_found",
                        new JsonObject().put("assistant", "nobody")),
                new BadCall("deleteAnySession", "one on hold", "session_on_hold", deleteHeld()),
                changed("holdSession", "for nothing", "invalid_request", new JsonObject().put("reason", " ")),
                changed(
                        "createWebhook",
                        "a url that is none",
                        "invalid_request",
                        new JsonObject().put("url", "https://user@example.org")),
                changed(
                        "createWebhook",
                        "messages of everybody",
                        "invalid_request",
                        new JsonObject()
                                .put("sessions", new JsonArray())
                                .put("events", new JsonArray().add("message.created"))),
                changed("answerTask", "another question", "nothing_asked", new JsonObject().put("inputId", "x")),
                changed("answerTask", "a blank answer", "invalid_request", new JsonObject().put("answer", " ")),
                new BadCall("answerTask", "by somebody who was not asked", "forbidden", answerByAnother()),
                new BadCall(
                        "cancelTask",
                        "by a mere member",
                        "forbidden",
                        GoodAgentCalls.task("cancel", world.task()).as(world.bob())),
                new BadCall(
                        "cancelTask",
                        "a finished task",
                        "task_finished",
                        GoodAgentCalls.task("cancel", finishedTask()).as(world.alice())),
                new BadCall(
                        "leaseTasks",
                        "by an agent of the settings",
                        "invalid_token",
                        GoodCalls.first("leaseTasks", world).bearing(ApiFixture.AGENT_TOKEN)),
                new BadCall(
                        "reportTask",
                        "on another agent's task",
                        "task_not_found",
                        open.bearing(GoodAgentCalls.secret(world.agent())).with(report)),
                new BadCall(
                        "reportTask",
                        "on a finished task",
                        "task_finished",
                        GoodCalls.report(finishedTask()).with(report)));
    }

    private Request answerByAnother() {
        String task = world.newTask(world.alice(), world.newSession(world.alice(), world.bob()));
        world.api().get(GoodAgentCalls.question(task));
        return GoodAgentCalls.task("answer", task)
                .as(world.bob())
                .with(new JsonObject().put("inputId", "which").put("answer", "x"));
    }

    private String finishedTask() {
        String session = world.newSession(world.alice());
        String task = world.newTask(world.alice(), session);
        world.api()
                .get(GoodCalls.report(task)
                        .with(new JsonObject()
                                .put("eventId", "end")
                                .put("type", "error")
                                .put("error", "no")));
        world.awaitMessage(world.alice(), session, "agent_result");
        return task;
    }

    private BadCall register(String name, String code, JsonObject change) {
        return new BadCall("register", name, code, GoodCalls.register(world.newEmail("kim"), change));
    }

    /** The first good call of the operation with a change in its body. */
    private Request deleteHeld() {
        String held = world.newSession(world.alice());
        world.api().get(GoodSessionCalls.hold(world, held));
        return GoodSessionCalls.of("DELETE", "", world, held);
    }

    private BadCall changed(String operation, String name, String code, JsonObject change) {
        Request good = GoodCalls.first(operation, world);
        return new BadCall(
                operation,
                name,
                code,
                good.with(good.json().orElseThrow().copy().mergeIn(change)));
    }

    private static JsonObject large(int bytes) {
        return new JsonObject().put("text", "x".repeat(bytes));
    }

    private static JsonObject deep(int levels) {
        return IntStream.range(0, levels)
                .boxed()
                .reduce(new JsonObject(), (inner, level) -> new JsonObject().put("a", inner), (a, b) -> a);
    }
}
