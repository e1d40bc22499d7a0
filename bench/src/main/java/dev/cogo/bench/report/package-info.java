/** What a run says at its end: figures, the targets that they are held against, and the machine they were taken on. */
@NullMarked
package dev.cogo.bench.report;

import org.jspecify.annotations.NullMarked;
