/**
 * What must be well for a node to get requests: the node asks, and each part may bring a {@link
 * dev.cogo.runtime.health.HealthCheck} of its own. What another node does never decides it.
 */
@NullMarked
package dev.cogo.runtime.health;

import org.jspecify.annotations.NullMarked;
