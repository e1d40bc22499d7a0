/** For operators: the archive, the hours of the chat in figures, and what the doors measure. */
@NullMarked
package dev.cogo.schema.archive;

import org.jspecify.annotations.NullMarked;
