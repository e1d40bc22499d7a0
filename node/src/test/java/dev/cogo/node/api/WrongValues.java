package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that a schema of the document does not allow. */
final class WrongValues {
    /** A value, and what is wrong with it. */
    record Wrong(String what, @Nullable Object value) {}

    private static final Wrong NULL = new Wrong("null", null);
    private static final Wrong TEXT = new Wrong("a text", "text");
    private static final Wrong NUMBER = new Wrong("a number", 42);
    private static final Wrong FRACTION = new Wrong("a fraction", 1.5);
    private static final Wrong FLAG = new Wrong("true", true);
    private static final Wrong LIST = new Wrong("a list", new JsonArray());
    private static final Wrong OBJECT = new Wrong("an object", new JsonObject());

    private WrongValues() {}

    static List<Wrong> of(JsonObject schema) {
        return switch (schema.getString("type", "")) {
            case "string" -> join(List.of(NULL, NUMBER, FLAG, LIST, OBJECT), texts(schema));
            case "integer" -> join(List.of(NULL, TEXT, FRACTION, FLAG, LIST, OBJECT), numbers(schema));
            case "boolean" -> List.of(NULL, new Wrong("the text true", "true"), NUMBER, LIST, OBJECT);
            case "array" -> join(List.of(NULL, TEXT, NUMBER, OBJECT), lists(schema));
            case "" -> List.of(NUMBER, FLAG, OBJECT); // a text or a list
            case "object" -> List.of(NULL, TEXT, NUMBER, FLAG, LIST);
            default -> throw new AssertionError("a schema of a new type: " + schema);
        };
    }

    private static List<Wrong> texts(JsonObject schema) {
        List<Wrong> wrong = new ArrayList<>();
        if (schema.getInteger("minLength", 0) > 0) {
            wrong.add(new Wrong("empty", ""));
        }
        if (schema.containsKey("maxLength")) {
            int tooLong = schema.getInteger("maxLength") + 1;
            wrong.add(new Wrong(tooLong + " characters", "x".repeat(tooLong)));
        }
        if (schema.containsKey("enum") || schema.containsKey("pattern")) {
            wrong.add(new Wrong("none of what it can be", "none of it"));
        }
        if ("uuid".equals(schema.getString("format"))) {
            wrong.add(new Wrong("no UUID", "not-a-uuid"));
            wrong.add(new Wrong("a UUID with a wrong digit", "01a2076b-4bd0-713c-acd8-f1de6955db3g"));
            wrong.add(new Wrong("a short UUID", "1-1-1-1-1"));
        }
        if ("email".equals(schema.getString("format"))) {
            wrong.add(new Wrong("no address", "somebody"));
        }
        return wrong;
    }

    private static List<Wrong> numbers(JsonObject schema) {
        List<Wrong> wrong = new ArrayList<>();
        wrong.add(new Wrong("a number in quotes", "1"));
        wrong.add(new Wrong("beyond 64 bits", new java.math.BigInteger("9223372036854775808")));
        if (schema.containsKey("minimum")) {
            wrong.add(new Wrong("too small", schema.getInteger("minimum") - 1));
        }
        if (schema.containsKey("maximum")) {
            wrong.add(new Wrong("too large", schema.getInteger("maximum") + 1));
        }
        return wrong;
    }

    private static List<Wrong> lists(JsonObject schema) {
        List<Wrong> wrong = new ArrayList<>();
        wrong.add(new Wrong("a list with a null", new JsonArray().addNull()));
        wrong.add(new Wrong("a list with a number", new JsonArray().add(1)));
        if (schema.getInteger("minItems", 0) > 0) {
            wrong.add(new Wrong("an empty list", new JsonArray()));
        }
        if (schema.containsKey("maxItems")) {
            List<Object> many = Collections.nCopies(schema.getInteger("maxItems") + 1, oneItem(schema));
            wrong.add(new Wrong("a list of " + many.size(), new JsonArray(new ArrayList<>(many))));
        }
        return wrong;
    }

    private static Object oneItem(JsonObject schema) {
        boolean texts = "string".equals(schema.getJsonObject("items").getString("type"));
        return texts ? "somebody@example.org" : new JsonObject().put("content", "one of many");
    }

    private static List<Wrong> join(List<Wrong> first, List<Wrong> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
