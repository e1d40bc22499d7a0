package dev.cogo.schema.a2a;

import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a task stands, as A2A says it (section 4.1.3). */
public enum TaskState {
    SUBMITTED,
    WORKING,
    INPUT_REQUIRED,
    AUTH_REQUIRED,
    COMPLETED,
    FAILED,
    CANCELED,
    REJECTED;

    private static final String PREFIX = "TASK_STATE_";

    /** The name in JSON. */
    public String wireName() {
        return PREFIX + name();
    }

    /** Whether nothing more becomes of it. */
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELED || this == REJECTED;
    }

    /** Whether nothing becomes of it until somebody does something. */
    public boolean settled() {
        return terminal() || this == INPUT_REQUIRED || this == AUTH_REQUIRED;
    }

    /** The state of this name in JSON; empty for another. */
    public static Optional<TaskState> of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** How a task of ours stands. */
    public static TaskState of(Task task) {
        return of(task.status(), task.error());
    }

    private static TaskState of(TaskStatus status, @Nullable TaskError error) {
        return switch (status) {
            case QUEUED -> SUBMITTED;
            case WORKING -> WORKING;
            case INPUT_REQUIRED -> INPUT_REQUIRED;
            case COMPLETED -> COMPLETED;
            case FAILED -> error != null && error.code().equals("agent_rejected") ? REJECTED : FAILED;
            case CANCELED -> CANCELED;
        };
    }
}
