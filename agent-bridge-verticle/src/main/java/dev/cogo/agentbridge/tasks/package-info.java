/** Tasks as rows: accepting them, and reading them one by one or by session. */
@NullMarked
package dev.cogo.agentbridge.tasks;

import org.jspecify.annotations.NullMarked;
