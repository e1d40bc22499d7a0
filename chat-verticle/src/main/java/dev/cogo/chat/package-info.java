/**
 * Sessions, members and messages: the one writer of chat data.
 *
 * <p>PostgreSQL is the truth. The order of a session's messages is made in the transaction that stores them; a message is
 * acknowledged and told to others after the commit, and a repeated send gives the first result again.
 *
 * <p>{@link dev.cogo.chat.ChatVerticle} is the way in and lists what is served; the packages below it are named by what they
 * do.
 */
@NullMarked
package dev.cogo.chat;

import org.jspecify.annotations.NullMarked;
