/**
 * Messages: before they are stored ({@link dev.cogo.schema.message.NewMessage}), as they are stored ({@link
 * dev.cogo.schema.message.Message}), and in pages.
 */
@NullMarked
package dev.cogo.schema.message;

import org.jspecify.annotations.NullMarked;
