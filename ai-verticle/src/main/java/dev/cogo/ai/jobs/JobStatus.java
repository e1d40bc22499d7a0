package dev.cogo.ai.jobs;

import java.util.Locale;

/** How far a job is. */
public enum JobStatus {
    /** Somebody works on it, or will when its lease is over. */
    ACCEPTED,
    /** The answer is in the session. */
    DONE,
    /** There will be no answer unless the question is asked again. */
    FAILED;

    /** The name in the column {@code ai_jobs.status}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
