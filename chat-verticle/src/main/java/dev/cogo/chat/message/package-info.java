/**
 * Messages: the writer that stores them and the reader of history.
 *
 * <p>{@link dev.cogo.chat.message.MessageWriter} is the way in. It collects what arrives while a transaction is under way
 * ({@link dev.cogo.chat.message.WriteLane}), stores it in the next one ({@link dev.cogo.chat.message.MessageStore}) and
 * then tells the channels and the senders.
 */
@NullMarked
package dev.cogo.chat.message;

import org.jspecify.annotations.NullMarked;
