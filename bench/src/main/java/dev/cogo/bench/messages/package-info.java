/**
 * Sending messages: at the bus ({@link dev.cogo.bench.messages.BusChat}), through HTTP
 * ({@link dev.cogo.bench.messages.HttpChat}), and for comparison the same rows by plain SQL
 * ({@link dev.cogo.bench.messages.PlainSql}).
 */
@NullMarked
package dev.cogo.bench.messages;

import org.jspecify.annotations.NullMarked;
