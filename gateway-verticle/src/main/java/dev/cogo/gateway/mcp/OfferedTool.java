package dev.cogo.gateway.mcp;

import dev.cogo.gateway.http.TranslatedRequest;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tool as the OpenAPI document describes its operation: the schema of its input, and the request that a call of it is. */
final class OfferedTool {
    private final Tool tool;
    private final Operation operation;
    private final JsonObject properties = new JsonObject();

    /** Fails where the document has no such field: a defect of the build. */
    OfferedTool(Tool tool, Operation operation) {
        this.tool = tool;
        this.operation = operation;
        Stream.concat(tool.required().stream(), tool.optional().stream())
                .forEach(name -> properties.put(name, schemaOf(name)));
    }

    private JsonObject schemaOf(String name) {
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getName().equals(name)) {
                JsonObject schema = plain((JsonObject) parameter.getSchema());
                String description = parameter.getOpenAPIModel().getString("description");
                return description == null ? schema : schema.put("description", description);
            }
        }
        JsonObject body = operation.getRequestBody() == null
                ? new JsonObject()
                : (JsonObject) operation
                        .getRequestBody()
                        .getContent()
                        .get("application/json")
                        .getSchema();
        if (body.getJsonObject("properties", new JsonObject()).getValue(name) instanceof JsonObject field) {
            return plain(field);
        }
        throw new IllegalStateException(operation.getOperationId() + " has no field " + name);
    }

    // The contract's reader notes where a schema came from, in fields of its own.
    private static JsonObject plain(JsonObject schema) {
        JsonObject plain = new JsonObject();
        schema.forEach(field -> {
            if (!field.getKey().startsWith("__")) {
                plain.put(field.getKey(), plain(field.getValue()));
            }
        });
        return plain;
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return plain(object);
        } else if (value instanceof JsonArray array) {
            return new JsonArray(
                    new ArrayList<>(array.stream().map(OfferedTool::plain).toList()));
        }
        return value;
    }

    /** The tool as {@code tools/list} shows it. */
    JsonObject json() {
        JsonObject schema = new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
        if (!tool.required().isEmpty()) {
            schema.put("required", new JsonArray(List.copyOf(tool.required())));
        }
        return new JsonObject()
                .put("name", tool.wireName())
                .put("title", operation.getOpenAPIModel().getString("summary"))
                .put("description", tool.description())
                .put("inputSchema", schema)
                .put(
                        "annotations",
                        new JsonObject()
                                .put("readOnlyHint", tool.effect() == Tool.Effect.READS)
                                .put("destructiveHint", tool.effect() == Tool.Effect.ENDS)
                                .put("idempotentHint", tool.effect() == Tool.Effect.READS)
                                .put("openWorldHint", false));
    }

    /**
     * The request of the API that a call is.
     *
     * @throws CogoException {@code invalid_request} for an argument that the tool does not have, and a missing one
     */
    TranslatedRequest translate(JsonObject arguments) {
        JsonObject fields = new JsonObject();
        arguments.forEach(argument -> {
            if (!properties.containsKey(argument.getKey())) {
                throw CogoException.invalid(tool.wireName() + " takes no other arguments than "
                        + String.join(", ", properties.fieldNames()));
            } else if (argument.getValue() != null) {
                // Models write null for what they don't have.
                fields.put(argument.getKey(), argument.getValue());
            }
        });
        for (String name : tool.required()) {
            if (!fields.containsKey(name)) {
                throw CogoException.invalid(name + " is missing");
            }
        }
        String path = operation.getAbsoluteOpenAPIPath();
        for (String name : tool.required()) {
            String place = "{" + name + "}";
            if (path.contains(place)) {
                path = path.replace(place, TranslatedRequest.inPath(name, fields.remove(name)));
            }
        }
        return operation.getHttpMethod() == HttpMethod.GET
                ? TranslatedRequest.get(path, fields)
                : TranslatedRequest.post(path, fields);
    }
}
