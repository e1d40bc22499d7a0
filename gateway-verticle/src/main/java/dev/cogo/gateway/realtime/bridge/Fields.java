package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object from a client, read strictly: a wrong type, a missing field and an unknown one are errors that
 * name the field. JSON's null counts as missing. Every method throws a {@link CogoException} for that.
 */
final class Fields {
    private final JsonNode object;
    private final String what;

    /**
     * @param what the object's name in errors
     * @param known every field that it may have
     */
    Fields(JsonNode object, String what, Set<String> known) {
        this.object = object;
        this.what = what;
        if (!object.isObject()) {
            throw CogoException.invalid(what + " must be a JSON object");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw CogoException.invalid(what + " has an unknown field: " + shown(name));
            }
        }
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) {
        return optional(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    UUID id(String name) {
        return Ids.parse(text(name), name);
    }

    Optional<UUID> optionalId(String name) {
        return optionalText(name).map(text -> Ids.parse(text, name));
    }

    /** A list of ids; null when there is none. */
    @Nullable
    List<UUID> optionalIds(String name, int max) {
        Optional<JsonNode> array = optional(name, JsonNode::isArray, "an array");
        if (array.isEmpty()) {
            return null;
        }
        if (array.get().size() > max) {
            throw CogoException.invalid(name + " can have " + max + " ids at most");
        }
        List<UUID> ids = new ArrayList<>();
        for (JsonNode item : array.get()) {
            if (!item.isTextual()) {
                throw CogoException.invalid(name + " must be an array of ids");
            }
            ids.add(Ids.parse(item.textValue(), name));
        }
        return ids;
    }

    long whole(String name) {
        return optionalWhole(name).orElseThrow(() -> missing(name));
    }

    Optional<Long> optionalWhole(String name) {
        return optional(name, node -> node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
                .map(JsonNode::longValue);
    }

    boolean flag(String name) {
        return optional(name, JsonNode::isBoolean, "true or false")
                .orElseThrow(() -> missing(name))
                .booleanValue();
    }

    Optional<JsonNode> optionalObject(String name) {
        return optional(name, JsonNode::isObject, "a JSON object");
    }

    /** A free object as plain values. */
    Optional<Map<String, Object>> optionalMap(String name) {
        return optionalObject(name).map(node -> mapOf(node, name));
    }

    Iterable<JsonNode> array(String name) {
        return optional(name, JsonNode::isArray, "an array").orElseThrow(() -> missing(name));
    }

    private Optional<JsonNode> optional(String name, java.util.function.Predicate<JsonNode> type, String typeName) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!type.test(node)) {
            throw CogoException.invalid(name + " must be " + typeName);
        }
        return Optional.of(node);
    }

    private CogoException missing(String name) {
        return CogoException.invalid(what + " has no " + name);
    }

    private static Map<String, Object> mapOf(JsonNode node, String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), valueOf(entry.getValue(), name)));
        return map;
    }

    private static @Nullable Object valueOf(JsonNode node, String name) {
        return switch (node.getNodeType()) {
            case OBJECT -> mapOf(node, name);
            case ARRAY -> {
                List<Object> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(valueOf(item, name)));
                yield items;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node, name);
            default -> null;
        };
    }

    private static Number number(JsonNode node, String name) {
        // JSON may say 1e999; a double can't hold it, and it would come back as the string "Infinity".
        if (!Double.isFinite(node.doubleValue())) {
            throw new CogoException(ErrorCode.INVALID_JSON, name + " has a number that is too large");
        }
        return node.numberValue();
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }
}
