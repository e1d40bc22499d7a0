package dev.cogo.node.traces;

import dev.cogo.runtime.trace.RequestTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span where Vert.x says that a request is received or sent: of HTTP, of the bus, to the database. The span that work is in goes
 * with {@link RequestTrace}, which gets to all places that the request's id gets to. Outside a request nothing is made. Thread-safe.
 */
final class SpanTracer implements VertxTracer<Span, Span> {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACE_PARENT = "traceparent";
    private static final TextMapGetter<Map<String, String>> MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer spans;
    private final Runnable ended;

    /** @param ended told of each span that ends and is to be sent */
    SpanTracer(Tracer spans, Runnable ended) {
        this.spans = spans;
        this.ended = ended;
    }

    @Override
    public <R> @Nullable Span receiveRequest(
            io.vertx.core.Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Entry<String, String>> headers,
            TagExtractor<R> tags) {
        Map<String, String> given = traceHeaders(headers);
        boolean http = request instanceof HttpServerRequest;
        if (http ? isProbe((HttpServerRequest) request) : given.isEmpty()) {
            return null;
        }
        SpanBuilder builder = spans.spanBuilder(SpanText.name(request, operation, tags))
                .setSpanKind(io.opentelemetry.api.trace.SpanKind.SERVER)
                .setParent(W3C.extract(Context.root(), given, MAP));
        SpanText.describe(builder, request, tags);
        Span span = builder.startSpan();
        RequestTrace.began(context, traceParent(span));
        return span;
    }

    /** Asked by machines, over and over. */
    private static boolean isProbe(HttpServerRequest request) {
        String path = request.path();
        return path == null || path.startsWith("/health/") || path.equals("/metrics");
    }

    private static Map<String, String> traceHeaders(Iterable<Entry<String, String>> headers) {
        Map<String, String> given = new HashMap<>();
        for (Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(TRACE_PARENT)) {
                given.put(TRACE_PARENT, header.getValue());
            }
        }
        return given;
    }

    private static String traceParent(Span span) {
        Map<String, String> written = new HashMap<>();
        W3C.inject(Context.root().with(span), written, (carrier, key, value) -> carrier.put(key, value));
        return written.get(TRACE_PARENT);
    }

    @Override
    public <R> void sendResponse(
            io.vertx.core.Context context,
            @Nullable R response,
            @Nullable Span span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (span == null) {
            return;
        }
        String asked = RequestTrace.operation(context);
        if (asked != null) {
            span.updateName(asked);
        }
        end(span, response, failure, tags);
    }

    @Override
    public <R> @Nullable Span sendRequest(
            io.vertx.core.Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        String within = RequestTrace.span(context);
        if (within == null || policy == TracingPolicy.IGNORE) {
            return null;
        }
        SpanBuilder builder = spans.spanBuilder(SpanText.name(request, operation, tags))
                .setSpanKind(io.opentelemetry.api.trace.SpanKind.CLIENT)
                .setParent(W3C.extract(Context.root(), Map.of(TRACE_PARENT, within), MAP));
        SpanText.describe(builder, request, tags);
        Span span = builder.startSpan();
        headers.accept(TRACE_PARENT, traceParent(span));
        return span;
    }

    @Override
    public <R> void receiveResponse(
            io.vertx.core.Context context,
            @Nullable R response,
            @Nullable Span span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (span != null) {
            end(span, response, failure, tags);
        }
    }

    private <R> void end(Span span, @Nullable R response, @Nullable Throwable failure, TagExtractor<R> tags) {
        if (span.isRecording()) {
            boolean failed = failure != null;
            if (response != null) {
                failed |= SpanText.answered(span, response, tags);
            }
            if (failed) {
                // The kind of failure alone: its message may hold what somebody wrote.
                span.setStatus(
                        StatusCode.ERROR,
                        failure == null ? "" : failure.getClass().getSimpleName());
            }
            ended.run();
        }
        span.end();
    }
}
