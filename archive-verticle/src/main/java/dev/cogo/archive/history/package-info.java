/** The hot table and partitioned history: partitions ahead, refill after a crash, old rows out. */
@NullMarked
package dev.cogo.archive.history;

import org.jspecify.annotations.NullMarked;
