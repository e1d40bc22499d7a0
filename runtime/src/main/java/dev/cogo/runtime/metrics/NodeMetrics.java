package dev.cogo.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Set;

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

    /** Where no registry was installed, counts the meters of these names and nothing else. */
    public static void keepOnly(Vertx vertx, Set<String> names) {
        if (of(vertx) instanceof CompositeMeterRegistry none) {
            MeterRegistry some = new SimpleMeterRegistry();
            some.config().meterFilter(MeterFilter.denyUnless(id -> names.contains(id.getName())));
            none.add(some);
        }
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
