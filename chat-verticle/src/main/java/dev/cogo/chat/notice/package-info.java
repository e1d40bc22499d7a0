/**
 * Tells people of messages that are meant for them: that mention them, or reply to theirs. {@link
 * dev.cogo.chat.notice.Notices} works behind the writer, off its way.
 */
@NullMarked
package dev.cogo.chat.notice;

import org.jspecify.annotations.NullMarked;
