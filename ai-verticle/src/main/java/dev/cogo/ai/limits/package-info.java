/** How much is under way at once. */
@NullMarked
package dev.cogo.ai.limits;

import org.jspecify.annotations.NullMarked;
