package dev.cogo.gateway.http.openai;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a request. What is null was not given; what can't be done is refused by its name, and not left out in silence. */
record Fields(JsonObject body) {
    /** Refuses what is in neither set. */
    Fields only(Set<String> known, Set<String> withoutEffect) {
        body.forEach(field -> {
            if (field.getValue() != null
                    && !known.contains(field.getKey())
                    && !withoutEffect.contains(field.getKey())) {
                throw refused(shown(field.getKey()), "is not offered here");
            }
        });
        return this;
    }

    /** Refuses the field, unless it says what is so anyway: one of these values, or nothing. */
    Fields neutral(String name, Object... values) {
        Object value = body.getValue(name);
        boolean nothing = value == null
                || (value instanceof JsonArray array && array.isEmpty())
                || (value instanceof JsonObject object && object.isEmpty());
        if (!nothing && !Arrays.asList(values).contains(value)) {
            throw refused(name, "is not offered here");
        }
        return this;
    }

    boolean flag(String name) {
        return switch (body.getValue(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw refused(name, "must be true or false");
        };
    }

    /** A number from 1 on; null when it is not given. */
    @Nullable
    Integer positive(String name) {
        return switch (body.getValue(name)) {
            case null -> null;
            case Integer number when number > 0 -> number;
            default -> throw refused(name, "must be a whole number, from 1 on");
        };
    }

    @Nullable
    String text(String name) {
        return switch (body.getValue(name)) {
            case null -> null;
            case String text -> text;
            default -> throw refused(name, "must be a text");
        };
    }

    /** An object's fields; without any when it is not given. */
    Fields object(String name) {
        return switch (body.getValue(name)) {
            case null -> new Fields(new JsonObject());
            case JsonObject object -> new Fields(object);
            default -> throw refused(name, "must be an object");
        };
    }

    /** Refuses what is no text. */
    Fields texts(String name) {
        body.forEach(field -> {
            if (!(field.getValue() instanceof String)) {
                throw refused(name + "." + shown(field.getKey()), "must be a text");
            }
        });
        return this;
    }

    static CogoException refused(String parameter, String why) {
        return CogoException.ofParameter(parameter, parameter + " " + why);
    }

    private static String shown(String name) {
        String printable = name.replaceAll("[^\\p{Graph} ]", "?");
        return printable.length() > 64 ? printable.substring(0, 64) : printable;
    }
}
