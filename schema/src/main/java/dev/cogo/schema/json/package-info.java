/** The JSON of the house. */
@NullMarked
package dev.cogo.schema.json;

import org.jspecify.annotations.NullMarked;
