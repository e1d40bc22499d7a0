/** Identifiers and language tags, in the one form that the house knows. */
@NullMarked
package dev.cogo.schema.identity;

import org.jspecify.annotations.NullMarked;
