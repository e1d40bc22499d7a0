package dev.cogo.agentbridge.delegation;

import dev.cogo.schema.agent.TaskError;
import java.time.Duration;
import java.util.Map;

/** What an attempt to hand over a task came to. */
public sealed interface AgentAnswer {
    /** The answer's kind in one word, for metrics. */
    default String outcome() {
        return switch (this) {
            case Accepted accepted -> "accepted";
            case Followed followed -> "followed";
            case Completed completed -> "completed";
            case Refused refused -> "refused";
            case Missed missed -> "missed";
        };
    }

    /** The agent has the task and will report. */
    record Accepted() implements AgentAnswer {}

    /**
     * The agent has the task and reports nothing: it is asked how it goes.
     *
     * @param pause until it is asked again
     */
    record Followed(Duration pause) implements AgentAnswer {}

    /** The agent did the task at once. */
    record Completed(Map<String, Object> result) implements AgentAnswer {}

    /** The agent will not do this task, however often it is asked. */
    record Refused(TaskError error) implements AgentAnswer {}

    /**
     * No agent took the task this time.
     *
     * @param error what the task fails with if this was the last attempt
     * @param pause the least time that the agent wants to be left alone; zero if it didn't say
     */
    record Missed(TaskError error, Duration pause) implements AgentAnswer {
        public static Missed unreachable(String sentence) {
            return new Missed(new TaskError("agent_unreachable", sentence), Duration.ZERO);
        }

        public static Missed nonsense(String sentence) {
            return new Missed(new TaskError("agent_bad_answer", sentence), Duration.ZERO);
        }
    }
}
