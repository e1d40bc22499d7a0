package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import org.jspecify.annotations.Nullable;

/**
 * How much an agent is given, and may say. What is null is as {@link #USUAL} has it, or stays as it is.
 *
 * @param tasksAtOnce tasks that it works on at one time; the others wait
 * @param reportsPerMinute reports that it may make of one task in a minute
 * @param maxParamsBytes the longest params of a task, as JSON
 * @param silenceSeconds how long it may be silent about a task before that fails
 */
public record AgentLimits(
        @Nullable Integer tasksAtOnce,
        @Nullable Integer reportsPerMinute,
        @Nullable Integer maxParamsBytes,
        @Nullable Integer silenceSeconds) {
    public static final AgentLimits USUAL = new AgentLimits(100, 600, StartTask.MAX_PARAMS_BYTES, 600);
    /** Nothing said. */
    public static final AgentLimits NONE = new AgentLimits(null, null, null, null);

    public AgentLimits {
        check(tasksAtOnce, "tasksAtOnce", 1, 10_000);
        check(reportsPerMinute, "reportsPerMinute", 6, 60_000);
        check(maxParamsBytes, "maxParamsBytes", 2, StartTask.MAX_PARAMS_BYTES);
        check(silenceSeconds, "silenceSeconds", 10, 7 * 24 * 3600);
    }

    private static void check(@Nullable Integer value, String name, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw CogoException.invalid(name + " must be " + least + " to " + most);
        }
    }
}
