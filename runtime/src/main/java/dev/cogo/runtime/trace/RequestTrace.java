package dev.cogo.runtime.trace;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request that work is done for. It stays with the Vert.x context of the request, and goes in the headers of bus messages. Where
 * spans are made ({@link #began}), the trace is that of the span that the work is in, and not of the caller's any more.
 *
 * @param requestId as in the answer's {@code X-Request-Id}
 * @param traceParent the caller's trace, as in the header of W3C Trace Context, section 3.2; null without one
 */
public record RequestTrace(String requestId, @Nullable String traceParent) {
    private static final String REQUEST = "cogo-request";
    private static final String TRACE_PARENT = "traceparent";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;
    private static final ContextLocal<RequestTrace> LOCAL = ContextLocal.registerLocal(RequestTrace.class);

    /** The span that work on a context is in, in the same form. */
    private static final ContextLocal<String> SPAN = ContextLocal.registerLocal(String.class);

    /** What a request asks for. */
    private static final ContextLocal<String> OPERATION = ContextLocal.registerLocal(String.class);

    /** The trace of a request from outside; a trace that is not well-formed is left out. */
    public static RequestTrace of(String requestId, @Nullable String traceParent) {
        boolean isOne = traceParent != null && FORM.matcher(traceParent).matches();
        return new RequestTrace(requestId, isOne ? traceParent : null);
    }

    /** The trace of the work that runs here; empty outside a request. */
    public static Optional<RequestTrace> current() {
        return Optional.ofNullable(Vertx.currentContext()).map(LOCAL::get);
    }

    /** What runs on the current context from now on is done for this request. Not on a context that others share. */
    public void enter() {
        Context context = Vertx.currentContext();
        if (context != null && isOwn(context)) {
            String span = SPAN.get(context);
            LOCAL.put(context, span == null ? this : new RequestTrace(requestId, span));
        }
    }

    /** What runs on a context from now on is in this span; for whoever makes spans, before anything runs there. */
    public static void began(Context context, String span) {
        if (isOwn(context)) {
            SPAN.put(context, span);
        }
    }

    /** The span that work on a context is in; null outside of one. */
    public static @Nullable String span(Context context) {
        return isOwn(context) ? SPAN.get(context) : null;
    }

    /** The span that the current work is in; null outside of one. */
    public static @Nullable String currentSpan() {
        Context context = Vertx.currentContext();
        return context == null ? null : span(context);
    }

    /** Says what the current request asks for, as soon as that is known. */
    public static void serve(String operation) {
        Context context = Vertx.currentContext();
        if (context != null && isOwn(context)) {
            OPERATION.put(context, operation);
        }
    }

    /** What a context's request asks for; null when that is not known. */
    public static @Nullable String operation(Context context) {
        return isOwn(context) ? OPERATION.get(context) : null;
    }

    private static boolean isOwn(Context context) {
        return context instanceof ContextInternal own && own.isDuplicate();
    }

    /** A context of its own for a piece of the current request's work that another context's verticle does. */
    public static Context carriedTo(Context verticle) {
        Context own = ((ContextInternal) verticle).duplicate();
        Context here = Vertx.currentContext();
        if (here != null) {
            current().ifPresent(trace -> LOCAL.put(own, trace));
            String span = span(here);
            if (span != null) {
                SPAN.put(own, span);
            }
        }
        return own;
    }

    /** The context for a verticle's work that a request of before has asked for; the verticle's own where none made spans. */
    public static Context resumedOn(Context verticle, @Nullable String span) {
        if (span == null) {
            return verticle;
        }
        Context own = ((ContextInternal) verticle).duplicate();
        SPAN.put(own, span);
        return own;
    }

    /** The trace of a message; empty when it is for no request. */
    public static Optional<RequestTrace> read(MultiMap headers) {
        return Optional.ofNullable(headers.get(REQUEST)).map(id -> of(id, headers.get(TRACE_PARENT)));
    }

    public void writeTo(MultiMap headers) {
        headers.set(REQUEST, requestId);
        if (traceParent != null) {
            headers.set(TRACE_PARENT, traceParent);
        }
    }

    /** The id that all requests of the caller's trace have in common. */
    public Optional<String> traceId() {
        return Optional.ofNullable(traceParent).map(parent -> parent.substring(TRACE_ID_FROM, TRACE_ID_TO));
    }
}
