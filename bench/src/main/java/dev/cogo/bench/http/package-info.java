/** Requests of clients, on connections that stay open. */
@NullMarked
package dev.cogo.bench.http;

import org.jspecify.annotations.NullMarked;
