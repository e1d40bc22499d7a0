package dev.cogo.gateway.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /words/message:send, SEND_MESSAGE",
        "POST, /words/message:stream, SEND_STREAMING_MESSAGE",
        "GET, /words/tasks, LIST_TASKS",
        "GET, /words/tasks/1, GET_TASK",
        "POST, /words/tasks/1:cancel, CANCEL_TASK",
        "GET, /words/tasks/1:subscribe, SUBSCRIBE_TO_TASK",
        "POST, /words/tasks/1:subscribe, SUBSCRIBE_TO_TASK",
        "POST, /words/tasks/1/pushNotificationConfigs, CREATE_PUSH_CONFIG",
        "GET, /words/tasks/1/pushNotificationConfigs, LIST_PUSH_CONFIGS",
        "GET, /words/tasks/1/pushNotificationConfigs/2, GET_PUSH_CONFIG",
        "DELETE, /words/tasks/1/pushNotificationConfigs/2, DELETE_PUSH_CONFIG",
        "GET, /words/extendedAgentCard/, GET_EXTENDED_AGENT_CARD"
    })
    void eachOperationHasItsPath(String verb, String path, A2aMethod method) {
        Target target = Target.of(path);
        assertThat(target.agent()).isEqualTo("words");
        assertThat(target.isRpc()).isFalse();
        Target.Operation operation = target.operation(HttpMethod.valueOf(verb));
        assertThat(operation.method()).isEqualTo(method);
        String id = path.endsWith("/2") ? "2" : "1";
        assertThat(Map.of("id", id, "taskId", "1")).containsAllEntriesOf(operation.params());
    }

    @Test
    void thePathOfAnAgentIsJsonRpcs() {
        assertThat(Target.of("/words").isRpc()).isTrue();
        assertThat(Target.of("/words/").isRpc()).isTrue();
        assertThat(Target.of("/words/.well-known/agent-card.json").isCard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /words/message:send, METHOD_NOT_ALLOWED",
        "PUT, /words/tasks/1, METHOD_NOT_ALLOWED",
        "POST, /words/tasks/1:delete, NOT_FOUND",
        "GET, /words/tasks/1/pushNotificationConfigs/2/3, NOT_FOUND",
        "GET, /words/v1/tasks, NOT_FOUND"
    })
    void elsewhereThereIsNothing(String verb, String path, ErrorCode code) {
        assertThatThrownBy(() -> Target.of(path).operation(HttpMethod.valueOf(verb)))
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
