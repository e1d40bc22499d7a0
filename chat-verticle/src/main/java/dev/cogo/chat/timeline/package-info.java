/**
 * Timelines: the one way in which anything gets a seq.
 *
 * <p>{@link dev.cogo.chat.timeline.TimelineWriter} is the way in. It collects the messages and changes that arrive while a
 * transaction is under way ({@link dev.cogo.chat.timeline.CommitQueue}), stores them in the next one
 * ({@link dev.cogo.chat.timeline.BatchTransaction}) and then tells the channels and the callers. A new kind of change implements
 * {@link dev.cogo.chat.timeline.Change}.
 */
@NullMarked
package dev.cogo.chat.timeline;

import org.jspecify.annotations.NullMarked;
