/** Many answers of the AI at once: {@link dev.cogo.bench.ai.AnswersRun} asks and listens, a model in a process of its own writes. */
@NullMarked
package dev.cogo.bench.ai;

import org.jspecify.annotations.NullMarked;
