package dev.cogo.runtime.trace;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Registers what contexts keep of a request: Vert.x wants to know it before its first instance is made. */
public final class TraceSetup implements VertxServiceProvider {
    @Override
    public void init(VertxBootstrap bootstrap) {
        RequestTrace.current();
    }
}
