package dev.cogo.gateway.contract;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How large the parts of a body may be and what they are called, out of its schema. It is looked at before the schema
 * validator sees the body, and the first fault ends it: the validator goes through all that came and describes each fault,
 * ten microseconds for one, and some lengths and names make it fail itself. Immutable.
 */
final class BodyOutline {
    private static final BodyOutline ANYTHING = new BodyOutline(new JsonObject());

    private final boolean closed;
    private final List<String> required = new ArrayList<>();
    private final SortedMap<String, BodyOutline> fields = new TreeMap<>();
    private final @Nullable BodyOutline items;
    private final int minItems;
    private final int maxItems;
    private final int minLength;
    private final int maxLength;

    /** @param schema one without references */
    BodyOutline(JsonObject schema) {
        closed = Boolean.FALSE.equals(schema.getValue("additionalProperties"));
        schema.getJsonArray("required", new JsonArray()).forEach(name -> required.add((String) name));
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        properties.fieldNames().forEach(name -> fields.put(name, of(properties.getValue(name))));
        items = schema.containsKey("items") ? of(schema.getValue("items")) : null;
        minItems = schema.getInteger("minItems", 0);
        maxItems = schema.getInteger("maxItems", Integer.MAX_VALUE);
        minLength = schema.getInteger("minLength", 0);
        maxLength = schema.getInteger("maxLength", Integer.MAX_VALUE);
    }

    private static BodyOutline of(Object schema) {
        return schema instanceof JsonObject object ? new BodyOutline(object) : ANYTHING;
    }

    /** Throws {@code invalid_request} for the first part that is missing, unknown, too short or too long. */
    void check(JsonObject body) {
        check("", body.getMap());
    }

    private void check(String where, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case JsonObject object -> checkFields(where, object.getMap());
            case Map<?, ?> object -> checkFields(where, object);
            case JsonArray array -> checkItems(where, array.getList());
            case List<?> list -> checkItems(where, list);
            case CharSequence text -> checkLength(where, text);
            default -> {}
        }
    }

    private void checkFields(String where, Map<?, ?> object) {
        for (String name : required) {
            if (!object.containsKey(name)) {
                throw CogoException.invalid(inside(where, name) + " is missing");
            }
        }
        if (closed) {
            object.keySet().stream()
                    .filter(name -> !fields.containsKey((String) name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw CogoException.invalid(
                                "there is no field " + inside(where, SchemaErrors.shown((String) name)));
                    });
        }
        fields.forEach((name, field) -> field.check(inside(where, name), object.get(name)));
    }

    private void checkItems(String where, List<?> list) {
        if (list.size() < minItems) {
            throw CogoException.invalid(
                    where + " must have " + minItems + (minItems == 1 ? " item" : " items") + " at least");
        } else if (list.size() > maxItems) {
            throw CogoException.invalid(where + " can have " + maxItems + " items at most");
        }
        BodyOutline each = items;
        if (each != null) {
            for (int i = 0; i < list.size(); i++) {
                each.check(where + "[" + i + "]", list.get(i));
            }
        }
    }

    private void checkLength(String where, CharSequence text) {
        if (minLength == 0 && maxLength == Integer.MAX_VALUE) {
            return;
        }
        int characters = Character.codePointCount(text, 0, text.length());
        if (characters < minLength) {
            throw CogoException.invalid(
                    where + " must have " + minLength + (minLength == 1 ? " character" : " characters") + " at least");
        } else if (characters > maxLength) {
            throw CogoException.invalid(where + " can have " + maxLength + " characters at most");
        }
    }

    private static String inside(String where, String name) {
        return where.isEmpty() ? name : where + "." + name;
    }
}
