package dev.cogo.runtime.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cogo.runtime.audit.AuditLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The lines of the security log, from here until it is closed; other tests of this process may write some. Thread-safe. */
public final class AuditLines implements AutoCloseable {
    private final List<ILoggingEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    public AuditLines() {
        appender.start();
        logger().addAppender(appender);
        logger().setLevel(Level.INFO);
        logger().setAdditive(false);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Level and text of those that have a word in them. */
    public List<String> with(String word) {
        return events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(text -> text.contains(word))
                .toList();
    }

    @Override
    public void close() {
        logger().detachAppender(appender);
        logger().setLevel(null);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(AuditLog.NAME);
    }
}
