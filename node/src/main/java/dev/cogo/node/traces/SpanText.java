package dev.cogo.node.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.vertx.core.eventbus.Message;
import io.vertx.core.spi.tracing.TagExtractor;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What a span says of what it is about. Of what Vert.x offers only what holds nobody's data: no paths and queries, in which tokens and ids
 * stand, no values of statements, and of addresses of the bus no node and no place. Names are few, as collectors want them.
 */
final class SpanText {
    private static final String METHOD = "http.request.method";
    private static final String STATUS = "http.response.status_code";
    private static final String URL = "url.full";
    private static final String STATEMENT = "db.query.text";
    private static final int MOST = 2048;
    private static final int FIRST_SERVER_ERROR = 500;

    private SpanText() {}

    static <R> String name(R request, String operation, TagExtractor<R> tags) {
        if (request instanceof Message<?> message) {
            return withoutPlace(message.address());
        }
        String statement = tag(request, tags, STATEMENT);
        return statement.isEmpty() ? operation : firstWord(statement);
    }

    static <R> void describe(SpanBuilder span, R request, TagExtractor<R> tags) {
        for (int i = 0; i < tags.len(request); i++) {
            switch (tags.name(request, i)) {
                case METHOD -> span.setAttribute(METHOD, tags.value(request, i));
                case STATEMENT -> span.setAttribute(STATEMENT, shortened(tags.value(request, i)));
                case URL -> server(span, tags.value(request, i));
                default -> {
                    // not one of those that are safe
                }
            }
        }
    }

    private static String shortened(String statement) {
        return statement.substring(0, Math.min(MOST, statement.length()));
    }

    private static void server(SpanBuilder span, String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null) {
                span.setAttribute("server.address", uri.getHost());
                if (uri.getPort() > 0) {
                    span.setAttribute("server.port", (long) uri.getPort());
                }
            }
        } catch (URISyntaxException e) {
            // then the span does not say whom it asks
        }
    }

    /** Notes the answer of HTTP; whether it tells of a failure. */
    static <R> boolean answered(Span span, R response, TagExtractor<R> tags) {
        String status = tag(response, tags, STATUS);
        if (status.isEmpty()) {
            return false;
        }
        long code = Long.parseLong(status);
        span.setAttribute(STATUS, code);
        return code >= FIRST_SERVER_ERROR;
    }

    private static <R> String tag(R of, TagExtractor<R> tags, String name) {
        for (int i = 0; i < tags.len(of); i++) {
            if (tags.name(of, i).equals(name)) {
                String value = tags.value(of, i);
                return value == null ? "" : value;
            }
        }
        return "";
    }

    private static String withoutPlace(String address) {
        int place = address.indexOf('@');
        return place < 0 ? address : address.substring(0, place);
    }

    private static String firstWord(String statement) {
        String text = statement.strip();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end == 0 ? "SQL" : text.substring(0, end);
    }
}
