/** What agent tasks hold of a user: to copy it, and to forget it. */
@NullMarked
package dev.cogo.agentbridge.personal;

import org.jspecify.annotations.NullMarked;
