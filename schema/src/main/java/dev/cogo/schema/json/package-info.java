/** The JSON of records. */
@NullMarked
package dev.cogo.schema.json;

import org.jspecify.annotations.NullMarked;
