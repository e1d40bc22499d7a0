/**
 * How every failure becomes one with a stable code, and how it crosses the bus: {@link dev.cogo.runtime.error.Failures}.
 * What is nobody's expected answer is logged there, once.
 */
@NullMarked
package dev.cogo.runtime.error;

import org.jspecify.annotations.NullMarked;
