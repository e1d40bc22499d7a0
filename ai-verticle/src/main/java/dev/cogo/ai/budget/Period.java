package dev.cogo.ai.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** A time after which spending begins anew; days and months are those of UTC. */
public enum Period {
    DAY,
    MONTH;

    /** The name in settings, answers and the column {@code ai_spend.period}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the period that a day belongs to. */
    public LocalDate start(LocalDate day) {
        return this == DAY ? day : day.withDayOfMonth(1);
    }

    /** When the period ends that a day belongs to. */
    public Instant end(LocalDate day) {
        LocalDate next = this == DAY ? day.plusDays(1) : start(day).plusMonths(1);
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
