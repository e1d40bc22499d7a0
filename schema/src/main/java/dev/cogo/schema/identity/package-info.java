/** Identifiers and language tags, in the one form that is known here. */
@NullMarked
package dev.cogo.schema.identity;

import org.jspecify.annotations.NullMarked;
