/** Messages as they are read: history, and rows as messages. New ones go through the timeline's writer. */
@NullMarked
package dev.cogo.chat.message;

import org.jspecify.annotations.NullMarked;
