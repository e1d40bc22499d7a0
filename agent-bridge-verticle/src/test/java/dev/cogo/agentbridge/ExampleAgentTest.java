package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.MessageType;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent of {@code docs/examples/word-count-agent} as it is; needs Node.js. */
class ExampleAgentTest extends BridgeTest {
    private static final Path SCRIPT =
            Path.of("..", "docs", "examples", "word-count-agent", "agent.mjs").toAbsolutePath();

    private Process agent;
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("node", SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("AGENT_SERVICE_TOKEN", TestNode.TOKEN);
        builder.environment().put("PORT", "0");
        try {
            agent = builder.start();
        } catch (IOException e) {
            abort("Node.js is not on the path");
        }
        BufferedReader output = agent.inputReader(StandardCharsets.UTF_8);
        String greeting = output.readLine();
        assertThat(greeting).startsWith("word-count agent on http://");
        URI url = URI.create(greeting.substring(greeting.indexOf("http")));
        node = closing(new TestNode("node-1", url, chat, databaseConfig));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (agent != null) {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void itCountsAndReports() throws Exception {
        Task ended = ended(node, start("word_count", Map.of("text", "the lighthouse keeper lights the lamp")));
        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.result())
                .containsEntry("words", 6)
                .containsEntry("characters", 37)
                .containsEntry("longest", "lighthouse");
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("6 words, 37 characters; the longest word is \"lighthouse\"");
        assertThat(database.query("SELECT 1 FROM agent_task_events WHERE type = 'progress'")
                        .size())
                .isEqualTo(8);
    }

    @Test
    void itSaysWhatItDoesNotDo() throws Exception {
        Task ended = ended(node, start("paint", Map.of()));
        assertThat(ended.error().code()).isEqualTo("agent_rejected");
        assertThat(ended.error().message()).isEqualTo("this agent knows no task paint");
    }

    private Task start(String taskType, Map<String, Object> params) {
        return node.bus()
                .<Task>request(Address.TASK_START, new StartTask(owner, session, taskType, params, null))
                .await();
    }
}
