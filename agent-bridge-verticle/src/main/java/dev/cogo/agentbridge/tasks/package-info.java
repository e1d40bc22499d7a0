/**
 * Tasks as rows: {@link dev.cogo.agentbridge.tasks.TaskAcceptance} writes one before anything is done for it, {@link
 * dev.cogo.agentbridge.tasks.TaskReading} shows them one by one or by session.
 */
@NullMarked
package dev.cogo.agentbridge.tasks;

import org.jspecify.annotations.NullMarked;
