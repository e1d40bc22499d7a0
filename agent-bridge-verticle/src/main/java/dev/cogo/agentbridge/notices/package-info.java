/**
 * What the server says about tasks in their sessions: texts in {@code TaskMessages}, posted by {@link
 * dev.cogo.agentbridge.notices.SessionNotices}, repeatable by their {@code clientMessageId}.
 */
@NullMarked
package dev.cogo.agentbridge.notices;

import org.jspecify.annotations.NullMarked;
