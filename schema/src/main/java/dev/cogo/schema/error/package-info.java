/** The one error table, {@link dev.cogo.schema.error.ErrorCode}, and the exception that carries a code. */
@NullMarked
package dev.cogo.schema.error;

import org.jspecify.annotations.NullMarked;
