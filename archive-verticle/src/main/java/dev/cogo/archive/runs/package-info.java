/** When the archive works and how: by the clock and on request, in bounded batches, one node at a time. */
@NullMarked
package dev.cogo.archive.runs;

import org.jspecify.annotations.NullMarked;
