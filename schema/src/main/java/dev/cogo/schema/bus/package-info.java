/**
 * The requests between verticles. {@link dev.cogo.schema.bus.Address} lists them with the types that go and come;
 * {@link dev.cogo.schema.bus.Role} says which nodes serve them.
 */
@NullMarked
package dev.cogo.schema.bus;

import org.jspecify.annotations.NullMarked;
