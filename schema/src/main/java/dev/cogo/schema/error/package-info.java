/**
 * The one error table, {@link dev.cogo.schema.error.ErrorCode}, the exception that carries a code, and how every other failure
 * becomes one.
 */
@NullMarked
package dev.cogo.schema.error;

import org.jspecify.annotations.NullMarked;
