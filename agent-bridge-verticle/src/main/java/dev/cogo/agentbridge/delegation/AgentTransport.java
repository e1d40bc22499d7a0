package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.schema.agent.TaskInput;
import java.util.List;

/** A way in which agents are called. */
public interface AgentTransport {
    /**
     * Offers the task to its agent once, or asks how it goes. Waits; whatever goes wrong is an answer too.
     *
     * @param inputs what the agent asked before, and was answered
     */
    AgentAnswer offer(StoredTask task, List<TaskInput> inputs);

    /** Tells the agent that the task is canceled. Waits; whether it needs no further telling. */
    boolean cancel(StoredTask task);

    /** The one that a task's agent is called in. */
    static AgentTransport either(AgentTransport push, AgentTransport a2a) {
        return new AgentTransport() {
            @Override
            public AgentAnswer offer(StoredTask task, List<TaskInput> inputs) {
                return of(task).offer(task, inputs);
            }

            @Override
            public boolean cancel(StoredTask task) {
                return of(task).cancel(task);
            }

            private AgentTransport of(StoredTask task) {
                return task.a2a() ? a2a : push;
            }
        };
    }
}
