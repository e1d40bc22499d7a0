/** Titles for sessions that have none, out of their first answers: {@link dev.cogo.ai.title.SessionTitles}. */
@NullMarked
package dev.cogo.ai.title;

import org.jspecify.annotations.NullMarked;
