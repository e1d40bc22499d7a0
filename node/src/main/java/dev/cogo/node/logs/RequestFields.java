package dev.cogo.node.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cogo.runtime.trace.RequestTrace;
import java.io.IOException;
import java.util.Optional;
import net.logstash.logback.composite.AbstractJsonProvider;

/** The fields {@code request} and {@code trace} of a JSON log; none outside a request. */
public final class RequestFields extends AbstractJsonProvider<ILoggingEvent> {
    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
        Optional<RequestTrace> trace = RequestTrace.current();
        if (trace.isPresent()) {
            generator.writeStringField("request", trace.get().requestId());
            Optional<String> id = trace.get().traceId();
            if (id.isPresent()) {
                generator.writeStringField("trace", id.get());
            }
        }
    }
}
