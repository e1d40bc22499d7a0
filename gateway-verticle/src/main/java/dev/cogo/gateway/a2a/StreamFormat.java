package dev.cogo.gateway.a2a;

import dev.cogo.schema.json.Json;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How an element of a stream becomes a server-sent event.
 *
 * @param before what stands before its JSON
 * @param after what stands behind it
 */
record StreamFormat(String before, String after) {
    /** Says nothing, and keeps proxies from closing a silent stream. */
    static final String HEARTBEAT = ":\n\n";

    /** HTTP+JSON's (section 11.7). */
    static final StreamFormat PLAIN = new StreamFormat("data: ", "\n\n");

    /** JSON-RPC's (section 9.4.2): each is a response to the call. */
    static StreamFormat rpc(@Nullable Object id) {
        return new StreamFormat("data: {\"jsonrpc\":\"2.0\",\"id\":" + Json.string(id) + ",\"result\":", "}\n\n");
    }

    String event(JsonObject element) {
        return before + element.encode() + after;
    }
}
