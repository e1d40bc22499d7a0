package dev.cogo.gateway.a2a;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call, as lenient as ProtoJSON has it: names in camelCase or as the protocol buffers have them, numbers as
 * texts, unknown fields left alone. What has the wrong type fails with {@code invalid_request}.
 */
record Params(JsonObject json) {
    @Nullable
    Object value(String name) {
        Object value = json.getValue(name);
        return value == null ? json.getValue(snake(name)) : value;
    }

    @Nullable
    String text(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof String)) {
            throw CogoException.invalid(name + " must be a text");
        }
        return (String) value;
    }

    String required(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw CogoException.invalid(name + " is missing");
        }
        return text;
    }

    @Nullable
    Params object(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonObject object)) {
            throw CogoException.invalid(name + " must be an object");
        }
        return new Params(object);
    }

    JsonArray list(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof JsonArray)) {
            throw CogoException.invalid(name + " must be a list");
        }
        return value == null ? new JsonArray() : (JsonArray) value;
    }

    boolean flag(String name) {
        Object value = value(name);
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> throw CogoException.invalid(name + " must be true or false");
        };
    }

    @Nullable
    Integer integer(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return switch (value) {
                case Integer number -> number;
                case String text when text.length() <= 11 -> Integer.valueOf(text);
                case Number number -> new BigDecimal(number.toString()).intValueExact();
                default -> throw new NumberFormatException();
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw CogoException.invalid(name + " must be a whole number");
        }
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        try {
            return text == null || text.isEmpty()
                    ? null
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw CogoException.invalid(name + " must be a time like 2026-11-30T22:00:00.000Z");
        }
    }

    /** The id of a task; what can be none is none of a task either. */
    static UUID taskId(String text) {
        if (!isId(text)) {
            throw A2aError.Kind.TASK_NOT_FOUND.failure("there is no such task");
        }
        return Ids.parse(text, "id");
    }

    /**
     * The name of an enum's constant; null for that which says nothing, and which clients send where they say nothing. Code that
     * ts-proto makes, as the official JavaScript client is, writes {@code UNRECOGNIZED} for a field without a value.
     */
    static @Nullable String said(@Nullable String constant) {
        return constant == null
                        || constant.isEmpty()
                        || constant.equals("UNRECOGNIZED")
                        || constant.endsWith("_UNSPECIFIED")
                ? null
                : constant;
    }

    /** Whether a text can be an id of ours. */
    static boolean isId(String text) {
        try {
            Ids.parse(text, "id");
            return true;
        } catch (CogoException e) {
            return false;
        }
    }

    private static String snake(String name) {
        StringBuilder snake = new StringBuilder();
        name.chars().forEach(c -> {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append((char) Character.toLowerCase(c));
        });
        return snake.toString();
    }
}
