/** Long work on event loops without holding them up. */
@NullMarked
package dev.cogo.runtime.eventloop;

import org.jspecify.annotations.NullMarked;
