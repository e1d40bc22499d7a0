/** In which language the AI speaks. */
@NullMarked
package dev.cogo.ai.language;

import org.jspecify.annotations.NullMarked;
