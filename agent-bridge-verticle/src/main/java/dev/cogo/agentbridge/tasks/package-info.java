/**
 * Tasks as rows: {@link dev.cogo.agentbridge.tasks.TaskAcceptance} writes one before anything is done for it, {@link
 * dev.cogo.agentbridge.tasks.TaskReading} shows them one by one or by session, {@link dev.cogo.agentbridge.tasks.Admission}
 * says whose turn it is.
 */
@NullMarked
package dev.cogo.agentbridge.tasks;

import org.jspecify.annotations.NullMarked;
