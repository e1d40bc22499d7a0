/** What the server says about tasks in their sessions. */
@NullMarked
package dev.cogo.agentbridge.notices;

import org.jspecify.annotations.NullMarked;
