/** Who is there, and who types. All of it is soft: it ends by itself when nobody repeats it. */
@NullMarked
package dev.cogo.schema.presence;

import org.jspecify.annotations.NullMarked;
