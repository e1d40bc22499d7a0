package dev.cogo.node.logs;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.cogo.runtime.trace.RequestTrace;

/** The word {@code %request} of a text log: a blank, the request's id and its trace's; nothing outside a request. */
public final class RequestWord extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return RequestTrace.current()
                .map(trace -> " request=" + trace.requestId()
                        + trace.traceId().map(id -> " trace=" + id).orElse(""))
                .orElse("");
    }
}
