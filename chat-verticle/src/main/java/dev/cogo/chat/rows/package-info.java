/**
 * How messages and their reactions are read from rows, for whoever reads them: history, timeline, search, the writer, exports. A
 * leaf (row mapper), so that those need not know each other. {@link dev.cogo.chat.rows.MessageRows} is the way in.
 */
@NullMarked
package dev.cogo.chat.rows;

import org.jspecify.annotations.NullMarked;
