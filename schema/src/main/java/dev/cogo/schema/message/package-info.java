/** Messages: before they are stored, as they are stored, in pages; and what text may be stored at all. */
@NullMarked
package dev.cogo.schema.message;

import org.jspecify.annotations.NullMarked;
