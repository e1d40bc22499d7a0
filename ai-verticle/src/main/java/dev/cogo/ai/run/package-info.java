/**
 * Runs of the AI as rows: who works on one, until when, and who goes on after a crash. {@link dev.cogo.ai.run.Runs} is the table,
 * {@link dev.cogo.ai.run.RunText} what an attempt has written.
 */
@NullMarked
package dev.cogo.ai.run;

import org.jspecify.annotations.NullMarked;
