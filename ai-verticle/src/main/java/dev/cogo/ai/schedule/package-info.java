/** Work that comes back by the clock. */
@NullMarked
package dev.cogo.ai.schedule;

import org.jspecify.annotations.NullMarked;
