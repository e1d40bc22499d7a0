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

    @Test
    void theAgentsWordsAreCleanedAndCut() {
        assertThat(reason("line one\nline two")).isEqualTo("line one line two");
        assertThat(reason("x".repeat(501))).isEqualTo("x".repeat(500));
        assertThat(reason("\u0007 ")).isEqualTo("the agent gave no reason");
    }

    private static String reason(String error) {
        JsonObject answer = new JsonObject().put("status", "rejected").put("error", error);
        return ((AgentAnswer.Refused) AnswerReader.read(200, null, answer.toBuffer()))
                .error()
                .message();
    }

    private static AgentAnswer completed(String text) {
        JsonObject answer = new JsonObject().put("status", "completed").put("result", new JsonObject().put("e", text));
        return AnswerReader.read(200, null, answer.toBuffer());
    }
}
