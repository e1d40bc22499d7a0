/** What listeners say to each kind of server until they hear a channel ({@link dev.cogo.bench.dialect.Dialect}). */
@NullMarked
package dev.cogo.bench.dialect;

import org.jspecify.annotations.NullMarked;
