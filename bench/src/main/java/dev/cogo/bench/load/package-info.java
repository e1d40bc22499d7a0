/** Doing one thing again and again, at full speed or at a pace, and how long each time took. */
@NullMarked
package dev.cogo.bench.load;

import org.jspecify.annotations.NullMarked;
