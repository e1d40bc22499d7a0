package dev.cogo.agentbridge.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.agent.TaskReport;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    @Test
    void aResultIsMeasuredInBytesOfUtf8() {
        String most = "\ud83d\ude00".repeat((TaskReport.MAX_RESULT_BYTES - 8) / 4);
        assertThat(completed(most)).isInstanceOf(AgentAnswer.Completed.class);
        assertThat(completed(most + "x")).isInstanceOf(AgentAnswer.Missed.class);
    }

    private static AgentAnswer completed(String text) {
        JsonObject answer = new JsonObject().put("status", "completed").put("result", new JsonObject().put("e", text));
        return AnswerReader.read(200, null, answer.toBuffer());
    }
}
