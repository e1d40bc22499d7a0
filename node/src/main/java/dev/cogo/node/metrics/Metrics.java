package dev.cogo.node.metrics;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a node measures of itself, of its JVM, and of Vert.x' pools: connections to the database among them. The other domains of Vert.x
 * would count each packet and message once more; what matters of them the node's parts count themselves.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<AutoCloseable> bound = new ArrayList<>();

    public Metrics() {
        bind(new JvmMemoryMetrics());
        bind(new JvmThreadMetrics());
        bind(new ClassLoaderMetrics());
        bind(new ProcessorMetrics());
        bind(new FileDescriptorMetrics());
        bind(new UptimeMetrics());
        bind(new JvmGcMetrics());
        bind(new LogbackMetrics());
    }

    private void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            bound.add(closeable);
        }
    }

    /** Options with which a Vert.x reports its pools. */
    public static VertxOptions options() {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions().setEnabled(true);
        for (MetricsDomain domain : MetricsDomain.values()) {
            if (domain != MetricsDomain.NAMED_POOLS) {
                metrics.addDisabledMetricsCategory(domain);
            }
        }
        return new VertxOptions().setMetricsOptions(metrics);
    }

    /** Has a Vert.x that is built with {@link #options} report here. */
    public VertxBuilder reported(VertxBuilder builder) {
        return builder.withMetrics(new MicrometerMetricsFactory(registry));
    }

    /** Counts here what the parts of a node count, and how many nodes it sees. */
    public void install(Vertx vertx, ClusterView cluster) {
        NodeMetrics.install(vertx, registry);
        for (Role role : Role.values()) {
            Gauge.builder(
                            "cogo.cluster.nodes",
                            cluster,
                            view -> view.topology().with(role).size())
                    .tag("role", role.configName())
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** Tells whether something is well: 1 or 0. */
    public void health(String check, BooleanSupplier well) {
        Gauge.builder("cogo.health", well, known -> known.getAsBoolean() ? 1 : 0)
                .tag("check", check)
                .strongReference(true)
                .register(registry);
    }

    /** All of it as text. */
    String text(String contentType) {
        return registry.scrape(contentType);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable binder : bound) {
            binder.close();
        }
        registry.close();
    }
}
