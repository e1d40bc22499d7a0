package dev.cogo.node.api;

import dev.cogo.node.api.BodyFields.Field;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Bad bodies for every operation that takes one, made from the document. */
final class BadBodies {
    private static final int TOO_LARGE = 1024 * 1024 + 1;
    private static final Map<String, String> BAD_TEXTS =
            Map.of("NUL", "a\0b", "a control character", "a\u0007b", "half of a surrogate pair", "a\ud83db");
    /** What takes any text: secrets are compared or hashed, not shown or stored. */
    private static final Set<String> ANY_TEXT = Set.of(
            "register.password",
            "register.operatorCode",
            "register.invite",
            "updateMe.operatorCode",
            "logout.refreshToken");

    private final ApiFixture world;
    private final BodyFields fields;

    BadBodies(ApiFixture world) {
        this.world = world;
        this.fields = new BodyFields(world.document()::resolve);
    }

    /** Bytes that are not the JSON of an object. */
    Stream<BadCall> forms() {
        return operations().flatMap(operation -> {
            Request good = GoodCalls.first(operation.id(), world);
            return Stream.of(
                    bad(operation, "no body", "invalid_request", good.withoutBody()),
                    bad(operation, "an empty body", "invalid_request", good.withText("")),
                    bad(operation, "null", "invalid_request", good.withText("null")),
                    bad(operation, "a list", "invalid_request", good.withText("[]")),
                    bad(operation, "a text", "invalid_request", good.withText("\"text\"")),
                    bad(operation, "blanks", "invalid_json", good.withText("  ")),
                    bad(operation, "half of an object", "invalid_json", good.withText("{\"a\":")),
                    bad(operation, "something after the object", "invalid_json", good.withText("{} {}")),
                    bad(operation, "a name twice", "invalid_json", good.withText("{\"a\":1,\"a\":2}")),
                    bad(operation, "a number beyond all ranges", "invalid_json", good.withText("{\"a\":1e999}")),
                    bad(
                            operation,
                            "a number of 10,000 digits",
                            "invalid_json",
                            good.withText("{\"a\":" + "9".repeat(10_000) + "}")),
                    bad(
                            operation,
                            "lists 2,000 deep",
                            "invalid_json",
                            good.withText("{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")),
                    bad(
                            operation,
                            "objects 2,000 deep",
                            "invalid_json",
                            good.withText("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000))),
                    bad(operation, "a raw NUL", "invalid_json", good.withText("{\"a\":\"\0\"}")),
                    bad(
                            operation,
                            "bytes that are no UTF-8",
                            "invalid_utf8",
                            good.withBytes(bytes("{\"a\":\"\u00ff\"}"))),
                    bad(
                            operation,
                            "a surrogate in UTF-8",
                            "invalid_utf8",
                            good.withBytes(bytes("{\"a\":\"\u00ed\u00a0\u0080\"}"))),
                    bad(operation, "more than 1 MiB", "payload_too_large", good.withText(" ".repeat(TOO_LARGE))),
                    bad(
                            operation,
                            "the type text/plain",
                            "unsupported_media_type",
                            good.header("content-type", "text/plain")),
                    bad(
                            operation,
                            "the type of a form",
                            "unsupported_media_type",
                            good.header("content-type", "application/x-www-form-urlencoded")),
                    bad(
                            operation,
                            "a type that is none",
                            "unsupported_media_type",
                            good.header("content-type", "json")),
                    bad(operation, "no type", "unsupported_media_type", good.without("content-type")));
        });
    }

    /** Fields that are missing, unknown, or of a form that the schema does not allow. */
    Stream<BadCall> ofSchemas() {
        return examples().flatMap(example -> {
            List<BadCall> calls = new ArrayList<>();
            Set<String> holders = new LinkedHashSet<>();
            for (Field field : example.fields()) {
                if (field.required()) {
                    calls.add(example.bad(
                            field.path() + " missing",
                            field.change(example.body(), object -> object.remove(field.name()))));
                }
                if (!example.operation().takesMore()
                        && holders.add(field.path()
                                .substring(
                                        0, field.path().length() - field.name().length()))) {
                    calls.add(example.bad(
                            "an unknown field beside " + field.path(),
                            field.change(example.body(), object -> object.put("surprise", 1))));
                }
                WrongValues.of(field.schema())
                        .forEach(wrong -> calls.add(example.bad(
                                field.path() + " as " + wrong.what(), field.put(example.body(), wrong.value()))));
            }
            return calls.stream();
        });
    }

    /** Texts with characters that can't be stored or shown. */
    Stream<BadCall> badTexts() {
        return examples()
                .flatMap(example -> example.fields().stream()
                        .filter(field -> !ANY_TEXT.contains(example.operation().id() + "." + field.path()))
                        .flatMap(field -> BAD_TEXTS.entrySet().stream().flatMap(text -> switch (field.schema()
                                .getString("type", "")) {
                            case "string" ->
                                Stream.of(example.anyRefusal(
                                        text.getKey() + " in " + field.path(),
                                        field.put(example.body(), text.getValue())));
                            case "object" -> inObject(example, field, text.getKey(), text.getValue());
                            default -> Stream.empty();
                        })));
    }

    // jsonb takes control characters; it can't hold the others, neither as names nor as values.
    private static Stream<BadCall> inObject(Example example, Field field, String what, String text) {
        if (what.equals("a control character")) {
            return Stream.empty();
        }
        JsonObject value = new JsonObject().put("deep", new JsonObject().put("down", text));
        return Stream.of(
                example.anyRefusal(what + " deep in " + field.path(), field.put(example.body(), value)),
                example.anyRefusal(
                        what + " in a name in " + field.path(),
                        field.put(example.body(), new JsonObject().put(text, 1))));
    }

    private Stream<ApiOperation> operations() {
        return world.document().operations().stream()
                .filter(operation -> operation.body().isPresent());
    }

    // A good call with the fields of its body that no earlier example of the operation had.
    private record Example(ApiOperation operation, Request request, List<Field> fields) {
        JsonObject body() {
            return request.json().orElseThrow();
        }

        BadCall bad(String name, JsonObject body) {
            return new BadCall(operation.id(), name, "invalid_request", request.with(body));
        }

        BadCall anyRefusal(String name, JsonObject body) {
            return new BadCall(operation.id(), name, Set.of(), request.with(body));
        }
    }

    private Stream<Example> examples() {
        Set<String> known = new LinkedHashSet<>();
        List<Example> examples = new ArrayList<>();
        for (ApiOperation operation : operations().toList()) {
            for (GoodCall call : GoodCalls.of(operation.id())) {
                Request request = call.request().apply(world);
                List<Field> fresh = fields
                        .of(operation.body().orElseThrow(), request.json().orElseThrow())
                        .stream()
                        .filter(field -> known.add(operation.id() + "." + field.path()))
                        .toList();
                examples.add(new Example(operation, request, fresh));
            }
        }
        return examples.stream();
    }

    private static BadCall bad(ApiOperation operation, String name, String code, Request request) {
        return new BadCall(operation.id(), name, code, request);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
