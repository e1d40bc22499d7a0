/** Reading pages of tables of different sizes. */
@NullMarked
package dev.cogo.bench.history;

import org.jspecify.annotations.NullMarked;
