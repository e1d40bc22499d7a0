package dev.cogo.gateway.a2a;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of A2A 1.0 (section 3.1). */
enum A2aMethod {
    SEND_MESSAGE("SendMessage"),
    SEND_STREAMING_MESSAGE("SendStreamingMessage"),
    GET_TASK("GetTask"),
    LIST_TASKS("ListTasks"),
    CANCEL_TASK("CancelTask"),
    SUBSCRIBE_TO_TASK("SubscribeToTask"),
    CREATE_PUSH_CONFIG("CreateTaskPushNotificationConfig"),
    GET_PUSH_CONFIG("GetTaskPushNotificationConfig"),
    LIST_PUSH_CONFIGS("ListTaskPushNotificationConfigs"),
    DELETE_PUSH_CONFIG("DeleteTaskPushNotificationConfig"),
    GET_EXTENDED_AGENT_CARD("GetExtendedAgentCard");

    private final String rpcName;

    A2aMethod(String rpcName) {
        this.rpcName = rpcName;
    }

    /** The operation that JSON-RPC names so (section 9.4); empty for another. */
    static Optional<A2aMethod> of(@Nullable String rpcName) {
        return Arrays.stream(values())
                .filter(method -> method.rpcName.equals(rpcName))
                .findFirst();
    }

    /** Whether it is about where clients want to be called. */
    boolean isOfPush() {
        return switch (this) {
            case CREATE_PUSH_CONFIG, GET_PUSH_CONFIG, LIST_PUSH_CONFIGS, DELETE_PUSH_CONFIG -> true;
            default -> false;
        };
    }
}
