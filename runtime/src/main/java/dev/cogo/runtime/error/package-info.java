/** How every failure becomes one with a stable code: {@link dev.cogo.runtime.error.Failures}. */
@NullMarked
package dev.cogo.runtime.error;

import org.jspecify.annotations.NullMarked;
