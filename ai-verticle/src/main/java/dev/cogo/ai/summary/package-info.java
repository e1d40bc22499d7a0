/**
 * What long sessions were about: {@link dev.cogo.ai.summary.SessionSummaries} keeps a summary of each, made in the background, which goes
 * before the messages that the model is told whole.
 */
@NullMarked
package dev.cogo.ai.summary;

import org.jspecify.annotations.NullMarked;
