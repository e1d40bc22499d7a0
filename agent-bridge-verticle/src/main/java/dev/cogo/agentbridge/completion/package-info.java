/** The end of a task: written once, then told on the task's channel and in the session. */
@NullMarked
package dev.cogo.agentbridge.completion;

import org.jspecify.annotations.NullMarked;
