/**
 * Who is there, and who types. All of it is soft state: it ends by itself when nobody repeats it. {@link
 * dev.cogo.schema.presence.ReadPresence} asks, {@link dev.cogo.schema.presence.Presence} answers.
 */
@NullMarked
package dev.cogo.schema.presence;

import org.jspecify.annotations.NullMarked;
