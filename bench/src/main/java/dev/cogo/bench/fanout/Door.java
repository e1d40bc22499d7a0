package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.BridgeDialect;
import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.SockJsDialect;
import dev.cogo.bench.dialect.SupabaseDialect;

/** A node's doors, as a listener uses them. */
public enum Door {
    WEBSOCKET {
        @Override
        Dialect dialect(String channel, String token, String apiKey, int listener) {
            return new BridgeDialect(channel, token);
        }
    },
    SOCKJS {
        @Override
        Dialect dialect(String channel, String token, String apiKey, int listener) {
            return new SockJsDialect(new BridgeDialect(channel, token), listener);
        }
    },
    SUPABASE {
        @Override
        Dialect dialect(String channel, String token, String apiKey, int listener) {
            return new SupabaseDialect(channel, token, apiKey);
        }
    };

    /**
     * @param apiKey the nodes' anonymous key
     * @param listener a number of its own
     */
    abstract Dialect dialect(String channel, String token, String apiKey, int listener);
}
