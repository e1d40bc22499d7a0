package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call of the OpenAPI document.
 *
 * @param security the scheme that a caller needs: {@code user} or {@code agent}
 * @param codes the error codes that it may answer with
 * @param parameters with their schemas resolved
 * @param body the schema of the request's body
 */
record ApiOperation(
        String id,
        String method,
        String path,
        Optional<String> security,
        Set<String> codes,
        List<JsonObject> parameters,
        Optional<JsonObject> body) {

    /** The names of the parameters that stand there: {@code path}, {@code query} or {@code header}. */
    List<String> parametersIn(String where) {
        return parameters.stream()
                .filter(parameter -> parameter.getString("in").equals(where))
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    /** Whether the body may have fields that the document does not describe. */
    boolean takesMore() {
        return body.filter(schema -> Boolean.TRUE.equals(schema.getValue("additionalProperties")))
                .isPresent();
    }

    @Override
    public String toString() {
        return id;
    }
}
