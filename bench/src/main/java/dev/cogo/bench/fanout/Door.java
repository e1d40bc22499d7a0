package dev.cogo.bench.fanout;

/** A node's doors, as a listener uses them. */
public enum Door {
    WEBSOCKET {
        @Override
        Dialect dialect(String channel, String token, int listener) {
            return new BridgeDialect(channel, token);
        }
    },
    SOCKJS {
        @Override
        Dialect dialect(String channel, String token, int listener) {
            return new SockJsDialect(new BridgeDialect(channel, token), listener);
        }
    };

    /** @param listener a number of its own */
    abstract Dialect dialect(String channel, String token, int listener);
}
