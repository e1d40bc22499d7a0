/**
 * The hot table and partitioned history: partitions made ahead, refill after a crash, old rows out. {@link
 * dev.cogo.archive.history.Partitions}, {@link dev.cogo.archive.history.Refill} and {@link dev.cogo.archive.history.Removal}
 * are the steps of a run.
 */
@NullMarked
package dev.cogo.archive.history;

import org.jspecify.annotations.NullMarked;
