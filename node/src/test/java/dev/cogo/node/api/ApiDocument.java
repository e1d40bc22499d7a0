package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The OpenAPI document as a client reads it: not through the server's code, so that the two can disagree. */
final class ApiDocument {
    private static final String RESOURCE = "openapi/cogo.yaml";

    private final YamlDocument document;
    private final OpenAPIContract contract;
    private final Map<String, ApiOperation> operations = new TreeMap<>();

    ApiDocument(Vertx vertx) {
        this.document = YamlDocument.read(RESOURCE);
        this.contract = OpenAPIContract.from(vertx, RESOURCE).await();
        document.root()
                .getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    ApiOperation operation = operation(path.getKey(), method.getKey(), (JsonObject) method.getValue());
                    operations.put(operation.id(), operation);
                }));
    }

    List<ApiOperation> operations() {
        return List.copyOf(operations.values());
    }

    ApiOperation operation(String id) {
        return Optional.ofNullable(operations.get(id)).orElseThrow();
    }

    /** What a schema object means, after its {@code $ref}. */
    JsonObject resolve(JsonObject schema) {
        return document.resolve(schema);
    }

    /** Whether the document describes this answer; the empty string when it does, else what is wrong. */
    String faultOf(ApiOperation operation, Answer answer) {
        var response = contract.operation(operation.id()).getResponse(answer.status());
        if (response == null) {
            return "status " + answer.status() + " is not described";
        }
        if (response.getContent().isEmpty()) {
            // Of the streams the contract's reader knows nothing.
            boolean stream = answer.contentType().equals("text/event-stream");
            return answer.text().isEmpty() || stream ? "" : "a body where none is described";
        }
        if (response.getContent().containsKey("text/plain")) {
            return answer.contentType().startsWith("text/plain") ? "" : "no text, but " + answer.contentType();
        }
        if (answer.contentType().equals("text/event-stream")) {
            JsonObject description = contract.operation(operation.id()).getOpenAPIModel();
            return description.containsKey("x-event-stream") ? "" : "a stream where none is described";
        }
        JsonSchema schema = response.getContent().get("application/json").getSchema();
        OutputUnit result = contract.getSchemaRepository().validator(schema).validate(answer.json());
        return Boolean.TRUE.equals(result.getValid()) ? "" : result.toJson().encodePrettily();
    }

    private ApiOperation operation(String path, String method, JsonObject description) {
        JsonArray security =
                description.getJsonArray("security", document.root().getJsonArray("security"));
        Set<String> codes = new TreeSet<>(strings(document.root().getJsonArray("x-error-codes")));
        codes.addAll(strings(description.getJsonArray("x-error-codes")));
        List<JsonObject> parameters = new ArrayList<>();
        description.getJsonArray("parameters", new JsonArray()).forEach(item -> {
            JsonObject parameter = resolve((JsonObject) item).copy();
            parameters.add(parameter.put("schema", resolve(parameter.getJsonObject("schema"))));
        });
        JsonObject body = description.getJsonObject("requestBody");
        return new ApiOperation(
                description.getString("operationId"),
                method.toUpperCase(Locale.ROOT),
                path,
                security.isEmpty()
                        ? Optional.empty()
                        : Optional.of(security.getJsonObject(0)
                                .fieldNames()
                                .iterator()
                                .next()),
                codes,
                parameters,
                Optional.ofNullable(body)
                        .map(described -> resolve(described
                                .getJsonObject("content")
                                .getJsonObject("application/json")
                                .getJsonObject("schema"))));
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
