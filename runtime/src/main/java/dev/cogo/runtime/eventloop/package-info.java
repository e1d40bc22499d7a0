/**
 * Long work on event loops without holding them up (cooperative yielding): {@link dev.cogo.runtime.eventloop.YieldingLoop}.
 */
@NullMarked
package dev.cogo.runtime.eventloop;

import org.jspecify.annotations.NullMarked;
