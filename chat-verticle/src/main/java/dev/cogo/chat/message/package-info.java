/**
 * Messages as they are read and as they change: history, the timeline, edits, deletions and reactions. New ones, and the seqs
 * of changes, come from the timeline's writer.
 */
@NullMarked
package dev.cogo.chat.message;

import org.jspecify.annotations.NullMarked;
