package dev.cogo.ai.mcp;

import dev.cogo.runtime.network.EgressFilter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server, over Streamable HTTP. It begins with the revision that needs no handshake (2026-07-28) and falls back
 * to the one that does (2025-11-25). Thread-safe; methods return at once.
 */
public final class McpClient {
    private static final String STATELESS = "2026-07-28";
    private static final String HANDSHAKE = "2025-11-25";
    private static final String META = "io.modelcontextprotocol/";
    /** A server whose pages have no end is read so far. */
    private static final int MAX_PAGES = 10;

    private static final int MAX_TOOLS = 128;

    private final McpExchange exchange;
    private final URI url;
    private final @Nullable String token;
    private final AtomicLong ids = new AtomicLong();
    private volatile @Nullable Session session;

    /**
     * What was found out about the server.
     *
     * @param revision in which it is spoken to
     * @param id its name for our session; null for none
     */
    private record Session(String revision, @Nullable String id) {}

    /**
     * @param token presented as a bearer token; null for none
     * @param timeout of a call, 30 s in production
     * @param maxBytes of an answer
     */
    public McpClient(
            Vertx vertx, EgressFilter egress, URI url, @Nullable String token, Duration timeout, int maxBytes) {
        HttpClient http =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(Math.toIntExact(timeout.toMillis())));
        this.exchange = new McpExchange(vertx, http, egress, timeout, maxBytes);
        this.url = url;
        this.token = token;
    }

    /** The tools that the server has; fails with {@link McpFailure}. */
    public Future<List<McpTool>> tools() {
        return page(new ArrayList<>(), null, 1);
    }

    private Future<List<McpTool>> page(List<McpTool> tools, @Nullable String cursor, int page) {
        JsonObject params = cursor == null ? new JsonObject() : new JsonObject().put("cursor", cursor);
        return request("tools/list", params, Map.of(), never()).compose(result -> {
            if (result.getValue("tools") instanceof JsonArray listed) {
                listed.stream().filter(tool -> tools.size() < MAX_TOOLS).forEach(tool -> read(tool, tools));
            }
            return result.getValue("nextCursor") instanceof String next && page < MAX_PAGES && tools.size() < MAX_TOOLS
                    ? page(tools, next, page + 1)
                    : Future.succeededFuture(List.copyOf(tools));
        });
    }

    private static void read(Object tool, List<McpTool> tools) {
        if (tool instanceof JsonObject json
                && json.getValue("name") instanceof String name
                && json.getValue("inputSchema") instanceof JsonObject schema) {
            String description = json.getValue("description") instanceof String text ? text : "";
            tools.add(new McpTool(name, description, schema.getMap()));
        }
    }

    /**
     * Calls a tool.
     *
     * @param unwanted ends the call when it completes
     * @return the result as the server gives it; fails with {@link McpFailure}
     */
    public Future<JsonObject> call(McpTool tool, Map<String, Object> arguments, Future<Void> unwanted) {
        JsonObject params =
                new JsonObject().put("name", tool.name()).put("arguments", new JsonObject(new HashMap<>(arguments)));
        Map<String, String> headers = new HashMap<>(Map.of("Mcp-Name", coded(tool.name())));
        headers.putAll(mirrored(tool, arguments));
        return request("tools/call", params, headers, unwanted);
    }

    // The newer revision has arguments repeated in headers where the schema says so (x-mcp-header).
    private static Map<String, String> mirrored(McpTool tool, Map<String, Object> arguments) {
        Map<String, String> headers = new HashMap<>();
        JsonObject schema = new JsonObject(tool.schema());
        JsonObject properties = schema.getValue("properties") instanceof JsonObject found ? found : new JsonObject();
        for (String name : properties.fieldNames()) {
            Object value = arguments.get(name);
            if (properties.getValue(name) instanceof JsonObject property
                    && property.getValue("x-mcp-header") instanceof String header
                    && header.chars().allMatch(c -> c == '-' || c < 128 && Character.isLetterOrDigit(c))
                    && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
                headers.put("Mcp-Param-" + header, coded(value.toString()));
            }
        }
        return headers;
    }

    private static String coded(String value) {
        boolean plain = !value.isEmpty()
                && value.equals(value.strip())
                && !value.startsWith("=?")
                && value.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private Future<JsonObject> request(
            String method, JsonObject params, Map<String, String> headers, Future<Void> unwanted) {
        Session known = session;
        if (known != null) {
            return send(known, method, params, headers, unwanted).recover(failure -> {
                // 404: the server has forgotten the session.
                boolean forgotten = known.id() != null && failure instanceof McpFailure f && f.httpStatus() == 404;
                session = forgotten ? null : session;
                return forgotten
                        ? handshake(unwanted).compose(fresh -> send(fresh, method, params, headers, unwanted))
                        : Future.failedFuture(failure);
            });
        }
        Session newest = new Session(STATELESS, null);
        return send(newest, "server/discover", new JsonObject(), Map.of(), unwanted)
                .map(found -> {
                    session = newest;
                    return newest;
                })
                .recover(failure -> isOlder(failure) ? handshake(unwanted) : Future.failedFuture(failure))
                .compose(begun -> send(begun, method, params, headers, unwanted));
    }

    // An older server has not heard of the method, the headers or a request without a handshake.
    private static boolean isOlder(Throwable failure) {
        return failure instanceof McpFailure f
                && (f.code() != 0 || f.httpStatus() == 400 || f.httpStatus() == 404 || f.httpStatus() == 405);
    }

    private Future<Session> handshake(Future<Void> unwanted) {
        JsonObject params = new JsonObject()
                .put("protocolVersion", HANDSHAKE)
                .put("capabilities", new JsonObject())
                .put("clientInfo", clientInfo());
        long id = ids.incrementAndGet();
        return exchange.post(url, headers(null, Map.of()), message("initialize", params, id), id, unwanted)
                .compose(answer -> result(answer).map(hello -> new Session(HANDSHAKE, answer.session())))
                .compose(begun -> exchange.post(
                                url,
                                headers(begun, Map.of()),
                                message("notifications/initialized", new JsonObject(), null),
                                null,
                                unwanted)
                        .map(told -> {
                            session = begun;
                            return begun;
                        }));
    }

    private Future<JsonObject> send(
            Session to, String method, JsonObject params, Map<String, String> headers, Future<Void> unwanted) {
        long id = ids.incrementAndGet();
        JsonObject told = params;
        Map<String, String> named = headers(to, Map.of());
        if (to.revision().equals(STATELESS)) {
            told = params.copy()
                    .put(
                            "_meta",
                            new JsonObject()
                                    .put(META + "protocolVersion", STATELESS)
                                    .put(META + "clientInfo", clientInfo())
                                    .put(META + "clientCapabilities", new JsonObject()));
            named = headers(to, headers);
            named.put("Mcp-Method", method);
        }
        return exchange.post(url, named, message(method, told, id), id, unwanted)
                .compose(McpClient::result);
    }

    private Map<String, String> headers(@Nullable Session to, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        if (token != null) {
            headers.put("authorization", "Bearer " + token);
        }
        if (to != null) {
            headers.put("MCP-Protocol-Version", to.revision());
            if (to.id() != null) {
                headers.put("Mcp-Session-Id", to.id());
            }
        }
        return headers;
    }

    private static Future<JsonObject> result(McpExchange.Answer answer) {
        JsonObject message = answer.message();
        if (message != null && message.getValue("result") instanceof JsonObject result && answer.status() == 200) {
            return Future.succeededFuture(result);
        }
        int code = message != null
                        && message.getValue("error") instanceof JsonObject error
                        && error.getValue("code") instanceof Number number
                ? number.intValue()
                : 0;
        return Future.failedFuture(new McpFailure(
                code == 0 ? "it answered with status " + answer.status() : "it refused the request (" + code + ")",
                answer.status(),
                code));
    }

    private static JsonObject message(String method, JsonObject params, @Nullable Long id) {
        JsonObject message =
                new JsonObject().put("jsonrpc", "2.0").put("method", method).put("params", params);
        return id == null ? message : message.put("id", Objects.requireNonNull(id));
    }

    private static JsonObject clientInfo() {
        return new JsonObject().put("name", "cogo-chat").put("version", "0.1.0");
    }

    private static Future<Void> never() {
        return Promise.<Void>promise().future();
    }
}
