/** Finding people by their names. */
@NullMarked
package dev.cogo.schema.people;

import org.jspecify.annotations.NullMarked;
