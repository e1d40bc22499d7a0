package dev.cogo.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;

/**
 * The registry that a node's parts count in: one for a Vert.x instance, so that nodes in one process count apart. Where none was
 * installed what is counted goes nowhere, and costs next to nothing.
 */
public final class NodeMetrics {
    private static final String MAP = "cogo.metrics";
    private static final String ONLY = "registry";

    private NodeMetrics() {}

    private record Held(MeterRegistry registry) implements Shareable {}

    /** Has everything counted here; call it before anything is deployed. */
    public static void install(Vertx vertx, MeterRegistry registry) {
        map(vertx).put(ONLY, new Held(registry));
    }

    /** The node's registry. Thread-safe; for constructors, and what happens seldom. */
    public static MeterRegistry of(Vertx vertx) {
        return map(vertx)
                .computeIfAbsent(ONLY, none -> new Held(new CompositeMeterRegistry()))
                .registry();
    }

    private static LocalMap<String, Held> map(Vertx vertx) {
        return vertx.sharedData().getLocalMap(MAP);
    }
}
