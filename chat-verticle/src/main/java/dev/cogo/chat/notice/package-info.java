/** Tells people of messages that are meant for them: that mention them, or reply to theirs. */
@NullMarked
package dev.cogo.chat.notice;

import org.jspecify.annotations.NullMarked;
