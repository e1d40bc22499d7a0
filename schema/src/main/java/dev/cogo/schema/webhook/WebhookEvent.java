package dev.cogo.schema.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cogo.schema.agent.TaskStatus;
import java.util.Arrays;

/** What endpoints can be told of. */
public enum WebhookEvent {
    TASK_INPUT_REQUIRED("task.input_required"),
    TASK_COMPLETED("task.completed"),
    TASK_FAILED("task.failed"),
    TASK_CANCELED("task.canceled");

    private final String wireName;

    WebhookEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The {@code type} of Standard Webhooks. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The constant of a wire name; throws {@link IllegalArgumentException} for another. */
    public static WebhookEvent of(String wireName) {
        return Arrays.stream(values())
                .filter(event -> event.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event is named " + wireName));
    }

    /** What is told of a task that has come to this; throws {@link IllegalArgumentException} where nothing is. */
    public static WebhookEvent of(TaskStatus status) {
        return of("task." + status.wireName());
    }
}
