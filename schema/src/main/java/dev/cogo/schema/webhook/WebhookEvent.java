package dev.cogo.schema.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.channel.EventName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What endpoints can be told of. */
public enum WebhookEvent {
    TASK_INPUT_REQUIRED("task.input_required"),
    TASK_COMPLETED("task.completed"),
    TASK_FAILED("task.failed"),
    TASK_CANCELED("task.canceled"),
    MESSAGE_CREATED("message.created"),
    MESSAGE_UPDATED("message.updated"),
    MESSAGE_DELETED("message.deleted"),
    /** More happened to messages than can be told; who hears of messages hears of this. */
    MESSAGES_DROPPED("messages.dropped");

    /** What can be asked for, and only by name and for named sessions. */
    public static final Set<WebhookEvent> OF_MESSAGES =
            Set.copyOf(EnumSet.of(MESSAGE_CREATED, MESSAGE_UPDATED, MESSAGE_DELETED));

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

    /** What is told of an event of a session's timeline, if anything is. */
    public static Optional<WebhookEvent> of(EventName event) {
        return switch (event) {
            case NEW_MESSAGE -> Optional.of(MESSAGE_CREATED);
            case MESSAGE_UPDATED -> Optional.of(MESSAGE_UPDATED);
            case MESSAGE_DELETED -> Optional.of(MESSAGE_DELETED);
            default -> Optional.empty();
        };
    }
}
