/**
 * Whom a user does not want to hear from. {@link dev.cogo.chat.block.Blocks} keeps the lists, and the flag of the pair's
 * direct session by which the timeline's writer refuses messages in it.
 */
@NullMarked
package dev.cogo.chat.block;

import org.jspecify.annotations.NullMarked;
