/**
 * The models in order of preference, each with its health (a circuit breaker, the pauses that its service asks for): {@link
 * dev.cogo.ai.router.Router} is the provider of a server with a model.
 */
@NullMarked
package dev.cogo.ai.router;

import org.jspecify.annotations.NullMarked;
