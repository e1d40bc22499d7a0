package dev.cogo.node.traces;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Counts what ended and what was sent, and says in one line each that the collector is away and that it is back. */
final class ToldExporter implements SpanExporter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ToldExporter.class);
    /** Held, because a logger that nobody holds forgets its level. The library's own words go to standard error, many times over. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final String collector;
    private final LongAdder ended = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final AtomicBoolean away = new AtomicBoolean();

    ToldExporter(SpanExporter exporter, String collector) {
        this.exporter = exporter;
        this.collector = collector;
        LIBRARY.setLevel(Level.OFF);
    }

    /** One more span that is to be sent has ended. */
    void ended() {
        ended.increment();
    }

    void countIn(MeterRegistry registry) {
        FunctionCounter.builder("cogo.traces.spans", ended, LongAdder::sum)
                .tag("state", "ended")
                .register(registry);
        FunctionCounter.builder("cogo.traces.spans", sent, LongAdder::sum)
                .tag("state", "sent")
                .register(registry);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (result.isSuccess()) {
                sent.add(count);
                if (away.getAndSet(false)) {
                    LOG.info("the collector at {} takes spans again", collector);
                }
            } else if (!away.getAndSet(true)) {
                LOG.warn("the collector at {} takes no spans; they are dropped until it does", collector);
            }
        });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
