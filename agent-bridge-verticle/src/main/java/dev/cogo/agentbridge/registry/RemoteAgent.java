package dev.cogo.agentbridge.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How an A2A agent is spoken to.
 *
 * @param endpoint the URL of the interface that its card offers
 * @param binding {@link #JSON_RPC} or {@link #HTTP}
 * @param token what it is shown as a bearer; null for nothing
 */
public record RemoteAgent(
        URI endpoint, String binding, @Nullable String token) {
    public static final String JSON_RPC = "JSONRPC";
    public static final String HTTP = "HTTP+JSON";

    /** Without the token. */
    @Override
    public String toString() {
        return "RemoteAgent[" + binding + " " + endpoint + "]";
    }
}
