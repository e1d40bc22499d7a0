/** When the archive works and how: on a timer and on request, in bounded batches, one node at a time. */
@NullMarked
package dev.cogo.archive.runs;

import org.jspecify.annotations.NullMarked;
