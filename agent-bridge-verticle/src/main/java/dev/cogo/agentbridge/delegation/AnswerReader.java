package dev.cogo.agentbridge.delegation;

import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.text.CleanText;
import dev.cogo.schema.text.Content;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what an agent's HTTP answer means. Nothing of the answer but its parts that the contract names goes any further. */
final class AnswerReader {
    // The client errors that say "not now" instead of "not this": 408, 425 (RFC 8470) and 429 (RFC 6585).
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private AnswerReader() {}

    static AgentAnswer read(int status, @Nullable String retryAfter, Buffer body) {
        if (status >= 200 && status < 300) {
            return readBody(body);
        } else if (isLater(status)) {
            TaskError error = new TaskError("agent_unreachable", "the agent is not able to work (HTTP " + status + ")");
            return new AgentAnswer.Missed(error, pause(retryAfter));
        } else if (status >= 400) {
            return new AgentAnswer.Refused(
                    new TaskError("agent_rejected", "the agent does not take this task (HTTP " + status + ")"));
        }
        return AgentAnswer.Missed.nonsense("the agent's answer makes no sense (HTTP " + status + ")");
    }

    /** Whether it says that the same may succeed later. */
    static boolean isLater(int status) {
        return LATER.contains(status) || status >= 500;
    }

    private static AgentAnswer readBody(Buffer body) {
        try {
            JsonObject json = new JsonObject(body);
            return switch (String.valueOf(json.getValue("status"))) {
                case "accepted" -> new AgentAnswer.Accepted();
                case "completed" -> completed(json.getJsonObject("result"));
                case "failed" -> new AgentAnswer.Refused(new TaskError("agent_error", sentence(json)));
                case "rejected" -> new AgentAnswer.Refused(new TaskError("agent_rejected", sentence(json)));
                default -> AgentAnswer.Missed.nonsense("the agent's answer has no known status");
            };
        } catch (DecodeException | ClassCastException e) {
            return AgentAnswer.Missed.nonsense("the agent's answer is not the JSON that was agreed on");
        }
    }

    private static AgentAnswer completed(@Nullable JsonObject result) {
        if (result == null) {
            return AgentAnswer.Missed.nonsense("the agent says it is done but gives no result");
        }
        try {
            Content.checkJson(result.getMap(), "result", TaskReport.MAX_RESULT_BYTES);
            return new AgentAnswer.Completed(result.getMap());
        } catch (CogoException e) {
            return AgentAnswer.Missed.nonsense("the agent's " + e.getMessage());
        }
    }

    private static String sentence(JsonObject json) {
        if (json.getValue("error") instanceof String error) {
            String line = CleanText.line(error, TaskReport.MAX_NOTE);
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "the agent gave no reason";
    }

    // RFC 9110, section 10.2.3, in seconds; the form with a date is not worth a clock comparison.
    private static Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null || !retryAfter.matches("[0-9]{1,9}")) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter));
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }
}
