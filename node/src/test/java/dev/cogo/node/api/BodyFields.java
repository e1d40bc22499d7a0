package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The fields of a body by its schema, also those of the objects in its lists. */
final class BodyFields {
    /**
     * A field.
     *
     * @param holder finds, in a body, the object that has the field
     */
    record Field(String path, String name, boolean required, JsonObject schema, Holder holder) {
        /** A copy of a body in which the field's holder was changed. */
        JsonObject change(JsonObject body, Consumer<JsonObject> change) {
            JsonObject changed = body.copy();
            change.accept(holder.in(changed));
            return changed;
        }

        JsonObject put(JsonObject body, Object value) {
            return change(body, object -> object.put(name, value));
        }
    }

    /** The way to an object inside a body. */
    interface Holder {
        JsonObject in(JsonObject body);
    }

    private final UnaryOperator<JsonObject> resolve;

    /** @param resolve what a schema object means, after its {@code $ref} */
    BodyFields(UnaryOperator<JsonObject> resolve) {
        this.resolve = resolve;
    }

    /** The fields that the schema describes, as far down as the example has objects. */
    List<Field> of(JsonObject schema, JsonObject example) {
        List<Field> fields = new ArrayList<>();
        collect(schema, example, "", body -> body, fields);
        return fields;
    }

    private void collect(JsonObject schema, JsonObject example, String path, Holder holder, List<Field> fields) {
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            JsonObject property = resolve.apply(properties.getJsonObject(name));
            fields.add(new Field(path + name, name, required.contains(name), property, holder));
            JsonArray items = example.getValue(name) instanceof JsonArray array ? array : new JsonArray();
            if (!items.isEmpty() && items.getValue(0) instanceof JsonObject item) {
                collect(
                        resolve.apply(property.getJsonObject("items")),
                        item,
                        path + name + "[0].",
                        body -> holder.in(body).getJsonArray(name).getJsonObject(0),
                        fields);
            }
        }
    }
}
