package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Bad paths and queries for every operation, made from the document. */
final class BadParameters {
    private static final List<String> NO_UUIDS = List.of(
            "not-a-uuid",
            "1-1-1-1-1",
            "01a2076b-4bd0-713c-acd8-f1de6955db3g",
            "01a2076b-4bd0-713c-acd8-f1de6955db3",
            "%00",
            "%F0%9F%97%BC",
            "x".repeat(2_000));
    private static final List<String> NO_NUMBERS =
            List.of("many", "", "1.5", "-1", "1e2", "0x1", "9223372036854775808", "%00", "1&%s=1");
    private static final List<String> NO_CURSORS =
            List.of("x", "AAAA", "bm90IG91cnM", "%00", "%F0%9F%97%BC", "x".repeat(200));

    private static final List<String> NO_EMOJI = List.of("%20", "a%20b", "%00", "%0A", "x".repeat(33));

    private final ApiFixture world;

    BadParameters(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return world.document().operations().stream().flatMap(operation -> {
            Request good = GoodCalls.first(operation.id(), world);
            List<BadCall> calls = new ArrayList<>();
            calls.add(new BadCall(
                    operation.id(), "an unknown query parameter", "invalid_request", good.query("surprise", 1)));
            calls.add(new BadCall(
                    operation.id(), "an answer in HTML wanted", "not_acceptable", good.header("accept", "text/html")));
            calls.add(new BadCall(
                    operation.id(),
                    "a method that is not allowed",
                    "method_not_allowed",
                    good.by(methodNotOf(operation.path()))));
            for (JsonObject parameter : operation.parameters()) {
                calls.addAll(
                        switch (parameter.getString("in")) {
                            case "path" -> inPath(operation, good, parameter);
                            case "query" ->
                                parameter.getString("name").equals("ticket")
                                        ? ofStreams(operation.id(), good)
                                        : inQuery(operation, parameter);
                            default -> List.<BadCall>of();
                        });
            }
            return calls.stream();
        });
    }

    private static List<BadCall> inPath(ApiOperation operation, Request good, JsonObject parameter) {
        String name = parameter.getString("name");
        List<BadCall> calls = new ArrayList<>();
        if (name.equals("seq")) {
            NO_NUMBERS.stream()
                    .filter(value -> !value.isEmpty() && !value.contains("&")) // then it is another path, or none
                    .forEach(value -> calls.add(new BadCall(
                            operation.id(), name + " as " + shown(value), "invalid_request", good.at(name, value))));
            return calls;
        } else if (name.equals("emoji")) {
            NO_EMOJI.forEach(value -> calls.add(new BadCall(
                    operation.id(),
                    name + " as " + shown(value),
                    Set.of("invalid_request", "invalid_content"),
                    good.at(name, value))));
            return calls;
        } else if (name.equals("token")) {
            NO_CURSORS.forEach(value -> calls.add(new BadCall(
                    operation.id(),
                    name + " as " + shown(value),
                    Set.of("invalid_request", "invite_not_found"),
                    good.at(name, value))));
            return calls;
        }
        if (name.equals("model")) {
            NO_CURSORS.forEach(value -> calls.add(new BadCall(
                    operation.id(),
                    name + " as " + shown(value),
                    Set.of("invalid_request", "model_not_found"),
                    good.at(name, value))));
            return calls;
        }
        if (name.equals("handle")) {
            NO_CURSORS.forEach(value -> calls.add(new BadCall(
                    operation.id(),
                    name + " as " + shown(value),
                    Set.of("invalid_request", "agent_not_found", "assistant_not_found"),
                    good.at(name, value))));
            return calls;
        }
        NO_UUIDS.forEach(value -> calls.add(
                new BadCall(operation.id(), name + " as " + shown(value), "invalid_request", good.at(name, value))));
        // Nobody can tell whether there is somebody to take off a list.
        if (!operation.id().equals("unblockUser")) {
            calls.add(new BadCall(
                    operation.id(), "an unknown " + name, notFound(operation, name), good.at(name, Ids.next())));
        }
        return calls;
    }

    /** What a stream takes and a page does not, and the other way round. */
    private static List<BadCall> ofStreams(String operation, Request good) {
        return List.of(
                new BadCall(operation, "a page after nothing", "invalid_request", good.withoutQuery()),
                new BadCall(operation, "a page with a ticket", "invalid_request", good.query("ticket", "x")),
                new BadCall(
                        operation,
                        "a stream with a bad ticket",
                        "invalid_ticket",
                        good.without("authorization")
                                .header("accept", "text/event-stream")
                                .query("ticket", "x")));
    }

    private String methodNotOf(String path) {
        return Stream.of("PUT", "POST", "PATCH")
                .filter(method -> world.document().operations().stream()
                        .noneMatch(operation -> operation.path().equals(path)
                                && operation.method().equals(method)))
                .findFirst()
                .orElseThrow();
    }

    private List<BadCall> inQuery(ApiOperation operation, JsonObject parameter) {
        String name = parameter.getString("name");
        Request good = GoodCalls.of(operation.id()).stream()
                .map(call -> call.request().apply(world))
                .filter(request -> request.query().containsKey(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no good call of " + operation + " has " + name));
        List<BadCall> calls = new ArrayList<>();
        JsonObject schema = parameter.getJsonObject("schema");
        if (parameter.getBoolean("required", false)) {
            calls.add(new BadCall(operation.id(), name + " missing", "invalid_request", good.withoutQuery()));
        }
        if ("integer".equals(schema.getString("type"))) {
            NO_NUMBERS.forEach(value -> calls.add(invalid(operation, name, value, good)));
            if (schema.containsKey("maximum")) {
                calls.add(invalid(operation, name, Long.toString(schema.getLong("maximum") + 1), good));
                calls.add(invalid(operation, name, "0", good));
            }
        } else if ("uuid".equals(schema.getString("format"))) {
            NO_UUIDS.forEach(value -> calls.add(invalid(operation, name, value, good)));
            calls.add(new BadCall(
                    operation.id(), "an unknown " + name, notFound(operation, name), good.query(name, Ids.next())));
        } else {
            calls.add(invalid(operation, name, "", good));
            // An enum has no length, and no value like this one.
            int tooLong = schema.containsKey("enum") ? 1 : schema.getInteger("maxLength") + 1;
            calls.add(invalid(operation, name, "x".repeat(tooLong), good));
        }
        if (name.equals("q")) {
            calls.add(new BadCall(operation.id(), name + " as %00", "invalid_content", good.query(name, "%00")));
        } else if (name.equals("cursor")) {
            NO_CURSORS.forEach(value -> calls.add(new BadCall(
                    operation.id(), name + " as " + shown(value), "invalid_cursor", good.query(name, value))));
        }
        return calls;
    }

    private static BadCall invalid(ApiOperation operation, String name, String value, Request good) {
        return new BadCall(
                operation.id(),
                name + " as " + shown(value),
                "invalid_request",
                good.query(name, value.replace("%s", name)));
    }

    private static Set<String> notFound(ApiOperation operation, String parameter) {
        if (operation.path().endsWith("{tokenId}")) {
            return Set.of("token_not_found");
        }
        return switch (parameter) {
            case "sessionId" -> Set.of("session_not_found");
            case "runId" -> Set.of("run_not_found");
            case "callId" -> Set.of("approval_not_found");
            case "taskId" -> Set.of("task_not_found");
            case "messageId" -> Set.of("message_not_found");
            case "inviteId" -> Set.of("invite_not_found");
            case "loginId" -> Set.of("login_not_found");
            case "exportId" -> Set.of("export_not_found");
            case "lease" -> Set.of("lease_lost");
            case "webhookId", "deliveryId" -> Set.of("webhook_not_found");
            default -> Set.of("user_not_found");
        };
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value.substring(0, Math.min(value.length(), 40));
    }
}
