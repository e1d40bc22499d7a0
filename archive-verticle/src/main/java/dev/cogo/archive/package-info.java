/**
 * From the hot table to partitioned history; retention and analytics.
 *
 * <p>A run ({@code runs}) makes partitions ahead of time, refills the hot table when a crash of PostgreSQL emptied it, moves old
 * rows out of it ({@code history}), lets old metrics go ({@code metrics}) and messages that are older than they are kept ({@code
 * retention}). It works in bounded batches, each a transaction,
 * one node at a time; a run that is killed loses and doubles nothing, and the next one goes on. The figures that operators read
 * come from here ({@code analytics}). {@link dev.cogo.archive.ArchiveVerticle} is the way in.
 */
@NullMarked
package dev.cogo.archive;

import org.jspecify.annotations.NullMarked;
