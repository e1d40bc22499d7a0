package dev.cogo.node.config;

/**
 * Chooses the log's form. To be called before the first logger is made; the files are {@code logback-text.xml} and
 * {@code logback-json.xml}.
 */
public final class LogSetup {
    private LogSetup() {}

    /** Applies {@code LOG_FORMAT} and {@code LOG_LEVEL}; {@code node} names this node in each line. */
    public static void apply(Settings settings) {
        String format = settings.oneOf(Setting.LOG_FORMAT, "text", "json");
        String level = settings.oneOf(Setting.LOG_LEVEL, "error", "warn", "info", "debug");
        System.setProperty("logback.configurationFile", "logback-" + format + ".xml");
        System.setProperty("cogo.log.level", level);
        // Read before any Hazelcast configuration is, which logs too.
        System.setProperty("hazelcast.logging.type", "slf4j");
        System.setProperty("cogo.node", NodeName.of(settings));
    }
}
