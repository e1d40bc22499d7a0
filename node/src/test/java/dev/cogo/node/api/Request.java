package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, changed by making another one.
 *
 * @param path with its parameters in braces
 * @param values of the parameters in the path
 * @param query as it stands in the request line, not encoded again
 * @param json what the body was made of
 */
record Request(
        String method,
        String path,
        Map<String, String> values,
        Map<String, String> query,
        Map<String, String> headers,
        Optional<JsonObject> json,
        Optional<byte[]> body) {

    static Request of(String method, String path) {
        return new Request(method, path, Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    static Request get(String path) {
        return of("GET", path);
    }

    static Request post(String path) {
        return of("POST", path);
    }

    Request at(String name, Object value) {
        return new Request(method, path, with(values, name, value.toString()), query, headers, json, body);
    }

    Request query(String name, Object value) {
        return new Request(method, path, values, with(query, name, value.toString()), headers, json, body);
    }

    Request withoutQuery() {
        return new Request(method, path, values, Map.of(), headers, json, body);
    }

    Request header(String name, String value) {
        return new Request(method, path, values, query, with(headers, name, value), json, body);
    }

    Request without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Request(method, path, values, query, fewer, json, body);
    }

    Request bearing(String token) {
        return header("authorization", "Bearer " + token);
    }

    Request as(Person person) {
        return bearing(person.token());
    }

    Request with(JsonObject content) {
        return withBytes(ascii(content).getBytes(StandardCharsets.US_ASCII))
                .header("content-type", "application/json")
                .madeOf(Optional.of(content));
    }

    /** With another method, for calls that are not in the document. */
    Request by(String other) {
        return new Request(other, path, values, query, headers, json, body);
    }

    Request withBytes(byte[] bytes) {
        return new Request(method, path, values, query, headers, Optional.empty(), Optional.of(bytes));
    }

    Request withText(String text) {
        return withBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Request withoutBody() {
        return new Request(method, path, values, query, headers, Optional.empty(), Optional.empty());
    }

    /** Path and query, as they stand in the request line. */
    String target() {
        String target = path;
        for (var value : values.entrySet()) {
            target = target.replace("{" + value.getKey() + "}", value.getValue());
        }
        StringBuilder text = new StringBuilder(target);
        query.forEach((name, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return text.toString();
    }

    private Request madeOf(Optional<JsonObject> content) {
        return new Request(method, path, values, query, headers, content, body);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    // Half of a surrogate pair has no UTF-8; as an escape it reaches the server.
    private static String ascii(JsonObject content) {
        StringBuilder text = new StringBuilder();
        content.encode().chars().forEach(c -> text.append(c < 128 ? Character.toString(c) : "\\u%04x".formatted(c)));
        return text.toString();
    }
}
