package dev.cogo.node.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Calls by people who may not make them, for every operation that needs a token. */
final class BadTokens {
    private final ApiFixture world;

    BadTokens(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return world.document().operations().stream()
                .filter(operation -> operation.security().isPresent())
                .flatMap(operation -> calls(operation).stream());
    }

    /** What only operators may do, by somebody else. */
    Stream<BadCall> byMembers() {
        return Stream.of(
                        "archive",
                        "analytics",
                        "functionMetrics",
                        "announce",
                        "aiCosts",
                        "listAssistants",
                        "createAssistant",
                        "getAssistant",
                        "updateAssistant",
                        "listAgents",
                        "createAgent",
                        "getAgent",
                        "updateAgent",
                        "deleteAgent",
                        "addAgentSecret",
                        "listOpenTasks",
                        "listAllSessions",
                        "getAnySession",
                        "updateAnySession",
                        "deleteAnySession",
                        "listAnyMembers",
                        "holdSession",
                        "releaseSession",
                        "exportSession",
                        "listWebhooks",
                        "createWebhook",
                        "getWebhook",
                        "updateWebhook",
                        "deleteWebhook",
                        "addWebhookSecret",
                        "listWebhookDeliveries",
                        "replayWebhookDelivery")
                .map(id -> new BadCall(
                        id,
                        "by no operator",
                        "operator_only",
                        GoodCalls.first(id, world).as(world.alice())));
    }

    private List<BadCall> calls(ApiOperation operation) {
        String id = operation.id();
        Request good = GoodCalls.first(id, world);
        List<BadCall> calls = new ArrayList<>();
        calls.add(new BadCall(id, "no token", "unauthenticated", good.without("authorization")));
        calls.add(new BadCall(id, "another scheme", "unauthenticated", good.header("authorization", "Basic YTpi")));
        calls.add(new BadCall(
                id,
                "no token and a bad body",
                "unauthenticated",
                good.without("authorization").withText("{")));
        world.tokens()
                .forged(world.alice())
                .forEach((what, token) ->
                        calls.add(new BadCall(id, "a token " + what, "invalid_token", good.bearing(token))));
        if (operation.security().orElseThrow().equals("agent")) {
            calls.add(new BadCall(id, "a user's token", "invalid_token", good.as(world.alice())));
            calls.add(new BadCall(id, "almost the token", "invalid_token", good.bearing(ApiFixture.AGENT_TOKEN + "x")));
        } else {
            calls.add(new BadCall(
                    id,
                    "yesterday's token",
                    "token_expired",
                    good.bearing(world.tokens().expired(world.alice()))));
            calls.add(new BadCall(id, "the agents' token", "invalid_token", good.bearing(ApiFixture.AGENT_TOKEN)));
            calls.add(new BadCall(
                    id,
                    "a refresh token",
                    "invalid_token",
                    good.bearing(world.alice().refreshToken())));
        }
        return calls;
    }
}
