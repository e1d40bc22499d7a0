/** Accepted answers as rows: who works on one, until when, and who goes on after a crash. */
@NullMarked
package dev.cogo.ai.jobs;

import org.jspecify.annotations.NullMarked;
