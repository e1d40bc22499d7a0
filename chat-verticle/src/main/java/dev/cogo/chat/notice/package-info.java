/**
 * Tells people of messages that are meant for them: that mention them, or reply to theirs. {@link
 * dev.cogo.chat.notice.Notices} works behind the writer, off its way; so does {@link dev.cogo.chat.notice.RunNotifier}, which tells
 * the AI.
 */
@NullMarked
package dev.cogo.chat.notice;

import org.jspecify.annotations.NullMarked;
