/**
 * What a text of a client may be, by where it is shown: {@link dev.cogo.schema.text.LineText} for names and titles,
 * {@link dev.cogo.schema.text.Emoji} for reactions; both know their {@link dev.cogo.schema.text.Characters}, as
 * {@link dev.cogo.schema.text.Content} does for messages. Lengths are code points.
 */
@NullMarked
package dev.cogo.schema.text;

import org.jspecify.annotations.NullMarked;
