/**
 * Work for task agents: how a task is started, reported on and shown. Its life is {@link dev.cogo.schema.agent.TaskStatus}.
 */
@NullMarked
package dev.cogo.schema.agent;

import org.jspecify.annotations.NullMarked;
