/** What must be well for a node to get requests; the node asks, and each part may bring a check of its own. */
@NullMarked
package dev.cogo.runtime.health;

import org.jspecify.annotations.NullMarked;
