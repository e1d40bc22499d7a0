package dev.cogo.bench.abuse;

import java.util.Locale;

/** What the bystander does, and how often in a second. */
public enum Errand {
    SEND(10),
    /** That what was sent comes back over the live connection. */
    HEAR(0),
    HISTORY(10),
    SEARCH(5),
    /** A password is hashed for it. */
    LOGIN(4);

    private final double perSecond;

    Errand(double perSecond) {
        this.perSecond = perSecond;
    }

    double perSecond() {
        return perSecond;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
