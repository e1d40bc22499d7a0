/**
 * A client that costs little: one thread reads all its sockets, and takes frames apart where they lie. What is counted
 * stands in the content of the messages themselves ({@link dev.cogo.bench.socket.MarkedText}), whatever envelope a server puts
 * around it.
 */
@NullMarked
package dev.cogo.bench.socket;

import org.jspecify.annotations.NullMarked;
