package dev.cogo.node.traces;

import dev.cogo.node.config.TracesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.VertxBuilder;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.tracing.TracingOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where a node's spans are made and sent from. They wait for the collector in a queue of {@value #MAX_WAITING}; while it is away or slow,
 * what comes more is dropped, and nothing waits for it.
 */
public final class Traces implements AutoCloseable {
    private static final int MAX_WAITING = 2048;
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    // The last spans of a node that stops: it has ten seconds for everything.
    private static final Duration CLOSE = Duration.ofMillis(500);
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final ToldExporter exporter;
    private final SdkTracerProvider spans;

    public Traces(TracesConfig config, String nodeId) {
        String base = config.collector().toString();
        OtlpHttpSpanExporterBuilder otlp = OtlpHttpSpanExporter.builder()
                .setEndpoint((base.endsWith("/") ? base : base + "/") + "v1/traces")
                .setCompression("gzip")
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(EXPORT_TIMEOUT)
                // What did not get there is given up: repeating it would keep what comes after it waiting.
                .setRetryPolicy(null);
        config.headers().forEach(otlp::addHeader);
        exporter = new ToldExporter(otlp.build(), config.collector().getAuthority());
        spans = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(SERVICE, "cogo-chat", INSTANCE, nodeId)))
                // By the trace's id alone, so that all nodes decide alike, and no stranger's header decides.
                .setSampler(Sampler.traceIdRatioBased(config.ratio()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MAX_WAITING)
                        .setScheduleDelay(PERIOD)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .build())
                .build();
    }

    /** Has a Vert.x say here what begins and ends. */
    public VertxBuilder reported(VertxBuilder builder) {
        SpanTracer tracer = new SpanTracer(spans.get("dev.cogo"), exporter::ended);
        return builder.withTracer(new VertxTracerFactory() {
            @Override
            public SpanTracer tracer(TracingOptions options) {
                return tracer;
            }
        });
    }

    /** Counts spans there. */
    public void countIn(MeterRegistry registry) {
        exporter.countIn(registry);
    }

    @Override
    public void close() {
        spans.shutdown().join(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
