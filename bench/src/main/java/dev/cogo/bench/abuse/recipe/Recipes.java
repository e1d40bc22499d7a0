package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** All recipes. */
public final class Recipes {
    private static final List<Recipe> ALL = List.of(
            new RunawayFilter(),
            new FrameAmplification(),
            new RefusedBodies(),
            new UnreadHistory(),
            new UnreadEvents(UnreadEvents.Door.BUS),
            new UnreadEvents(UnreadEvents.Door.SUPABASE),
            new UnreadEvents(UnreadEvents.Door.EVENT_STREAM),
            new Broadcasts(),
            new PasswordChanges(),
            new PasswordLinks(),
            new Registrations(),
            new Logins(),
            new Refreshes(),
            new UnwantedGroups(),
            new AddressLookUps(),
            new Searches(),
            new TimelineCalls(),
            new Chatter(),
            new Subscriptions(),
            new SilentConnections(SilentConnections.Door.BUS),
            new SilentConnections(SilentConnections.Door.SUPABASE),
            new SilentConnections(SilentConnections.Door.TCP),
            new UnfinishedRequests(UnfinishedRequests.Kind.LONG),
            new UnfinishedRequests(UnfinishedRequests.Kind.ENDLESS),
            new UnfinishedRequests(UnfinishedRequests.Kind.HUNGRY),
            new TinyFrames(),
            new DeepJson(),
            new BusPort(),
            new Storm("messages", attacker -> {
                String session = attacker.session();
                return (who, time) -> attacker.send(session, "message " + time);
            }),
            new Storm("batches of long messages", attacker -> {
                JsonArray texts = new JsonArray();
                for (int i = 0; i < 3; i++) {
                    texts.add(new JsonObject().put("content", "x".repeat(Attacker.LONGEST_TEXT)));
                }
                JsonObject batch =
                        new JsonObject().put("sessionId", attacker.session()).put("messages", texts);
                return (who, time) -> attacker.post("/chat/message", batch);
            }),
            new Storm("reactions", attacker -> {
                String session = attacker.session();
                String message = attacker.send(session, "x")
                        .success()
                        .json()
                        .getJsonObject("message")
                        .getString("id");
                String path = "/chat/session/" + session + "/message/" + message + "/reaction/%F0%9F%91%8D";
                return (who, time) -> attacker.call(time % 2 == 0 ? "PUT" : "DELETE", path, null);
            }),
            new Storm("invites", attacker -> {
                String path = "/chat/session/" + attacker.session() + "/invites";
                return (who, time) -> attacker.post(path, new JsonObject());
            }),
            new Storm("exports", attacker -> (who, time) -> attacker.call("POST", "/auth/me/export", null)),
            new Storm("tickets", attacker -> (who, time) -> attacker.call("POST", "/auth/ticket", null)),
            new Storm("profiles", attacker -> {
                return (who, time) -> attacker.call(
                        "PATCH",
                        "/auth/me",
                        new JsonObject().put("displayName", "x" + time).encode());
            }),
            new Storm("questions to the AI", attacker -> {
                JsonObject question = new JsonObject()
                        .put("sessionId", attacker.session())
                        .put("message", "When was it built?")
                        .put("language", "en");
                JsonObject part = new JsonObject().put("type", "text").put("text", "When was it built?");
                JsonObject chat = new JsonObject()
                        .put("id", attacker.session())
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("role", "user")
                                                .put("parts", new JsonArray().add(part))));
                JsonObject completion = new JsonObject()
                        .put("model", "cogo")
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("role", "user")
                                                .put("content", "When was it built?")));
                return (who, time) -> switch (who % 3) {
                    case 0 -> attacker.post("/chat/ai-response", question);
                    case 1 -> attacker.post("/api/chat", chat);
                    default -> attacker.post("/v1/chat/completions", completion);
                };
            }),
            new Storm("tasks for agents, by the API and by A2A", attacker -> {
                JsonObject task = new JsonObject()
                        .put("sessionId", attacker.session())
                        .put("taskType", "word_count")
                        .put("params", new JsonObject().put("text", "the keeper lights the lamp"));
                String a2a = "/a2a/default/%s?A2A-Version=1.0";
                JsonObject message = new JsonObject()
                        .put("messageId", "m")
                        .put("contextId", attacker.session())
                        .put("role", "ROLE_USER")
                        .put("parts", new JsonArray().add(new JsonObject().put("text", "the keeper lights the lamp")));
                JsonObject sent = new JsonObject()
                        .put("message", message)
                        .put("configuration", new JsonObject().put("returnImmediately", true));
                return (who, time) -> switch (time % 3) {
                    case 0 -> attacker.post("/chat/agent-task", task);
                    case 1 -> attacker.post(a2a.formatted("message:send"), sent);
                    default ->
                        attacker.get(a2a.formatted("tasks") + "&pageSize=100&historyLength=10&includeArtifacts=true");
                };
            }),
            new Storm("read marks", attacker -> {
                String session = attacker.session();
                JsonObject read = new JsonObject().put("sessionId", session).put("seq", 1);
                attacker.send(session, "x").success();
                return (who, time) -> attacker.post("/chat/session/" + session + "/read", read);
            }),
            new Storm("names of people, places of history, and what is unread", attacker -> {
                String session = attacker.session();
                attacker.send(session, Attacker.longText()).success();
                List<String> paths = List.of(
                        "/chat/people?limit=20&q=a",
                        "/chat/session/" + session + "/messages/around/1?limit=100",
                        "/chat/session/" + session + "/read?limit=200",
                        "/chat/unread");
                return (who, time) -> attacker.get(paths.get(time % paths.size()));
            }),
            new Storm("foreign sessions", attacker -> (who, time) -> attacker.get("/chat/history/" + Ids.next())));

    private Recipes() {}

    /** In the order in which they are carried out. */
    public static List<Recipe> all() {
        return ALL;
    }
}
