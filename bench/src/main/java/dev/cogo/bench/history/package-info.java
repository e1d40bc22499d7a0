/**
 * Reading pages of tables of different sizes: whether a page costs the same in a small history and in a large one. {@link
 * dev.cogo.bench.history.HistoryRun} is the run.
 */
@NullMarked
package dev.cogo.bench.history;

import org.jspecify.annotations.NullMarked;
