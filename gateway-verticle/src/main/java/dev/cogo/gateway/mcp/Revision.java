package dev.cogo.gateway.mcp;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The revisions of the protocol that are spoken, newest first. Neither has a session here. */
enum Revision {
    /** Each request says all about itself: no handshake. */
    STATELESS("2026-07-28"),
    /** A handshake comes first, whose outcome each request's header repeats. */
    HANDSHAKE("2025-11-25");

    private static final String META = "_meta";
    private static final String META_REVISION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String HEADER = "MCP-Protocol-Version";
    private static final String METHOD_HEADER = "Mcp-Method";
    private static final String NAME_HEADER = "Mcp-Name";
    /** Which parameter the header {@code Mcp-Name} repeats. */
    private static final Map<String, String> NAMED = Map.of("tools/call", "name", "resources/read", "uri");

    private static final String CODED_BEGIN = "=?base64?";
    private static final String CODED_END = "?=";

    private final String wireName;

    Revision(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static JsonArray names() {
        return new JsonArray(Arrays.stream(values()).map(Revision::wireName).toList());
    }

    /**
     * Which revision a request is in.
     *
     * @throws RpcException when its headers and its body differ in that, or lack what the revision demands of each request
     */
    static Revision of(HttpServerRequest http, RpcRequest request) {
        String header = http.getHeader(HEADER);
        JsonObject meta = request.object(META);
        String inBody = meta != null && meta.getValue(META_REVISION) instanceof String text ? text : null;
        if (inBody != null && !inBody.equals(header)) {
            throw RpcException.headerMismatch(HEADER);
        }
        if (header == null || header.equals(HANDSHAKE.wireName)) {
            return HANDSHAKE;
        }
        if (!header.equals(STATELESS.wireName)) {
            throw RpcException.unsupportedRevision(header);
        }
        if (!request.isNotification()) {
            checkSelfDescribed(http, request, inBody, meta);
        }
        return STATELESS;
    }

    private static void checkSelfDescribed(
            HttpServerRequest http, RpcRequest request, @Nullable String inBody, @Nullable JsonObject meta) {
        if (inBody == null || meta == null || !(meta.getValue(META_CAPABILITIES) instanceof JsonObject)) {
            throw RpcException.invalidParams(400, "_meta must have " + META_REVISION + " and " + META_CAPABILITIES);
        }
        if (!request.method().equals(plain(METHOD_HEADER, http.getHeader(METHOD_HEADER)))) {
            throw RpcException.headerMismatch(METHOD_HEADER);
        }
        String named = NAMED.get(request.method());
        if (named != null && !request.says(named, plain(NAME_HEADER, http.getHeader(NAME_HEADER)))) {
            throw RpcException.headerMismatch(NAME_HEADER);
        }
    }

    /** A header's value, of which what is no ASCII comes in Base64. */
    private static String plain(String header, @Nullable String value) {
        if (value == null) {
            throw RpcException.headerMismatch(header);
        }
        int begin = CODED_BEGIN.length();
        int end = value.length() - CODED_END.length();
        if (end < begin || !value.startsWith(CODED_BEGIN) || !value.endsWith(CODED_END)) {
            return value;
        }
        try {
            return new String(Base64.getDecoder().decode(value.substring(begin, end)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RpcException.headerMismatch(header);
        }
    }
}
