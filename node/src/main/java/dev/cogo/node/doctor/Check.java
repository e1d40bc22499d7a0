package dev.cogo.node.doctor;

import java.util.Locale;

/** What is looked at, in the order of looking. */
public enum Check {
    CONFIGURATION(10),
    DATABASE(11),
    MIGRATIONS(12),
    DISK(13),
    CLOCK(14),
    PORTS(15),
    CLUSTER(16),
    PROVIDER(17),
    AGENTS(18),
    MAIL(19);

    private final int exitCode;

    Check(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What the command ends with when this is the first that is not well. */
    public int exitCode() {
        return exitCode;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
