/**
 * For operators: running the archive, the hours of the chat in figures, and what the doors measure. Begin with {@link
 * dev.cogo.schema.archive.RunArchive} and {@link dev.cogo.schema.archive.ReadAnalytics}.
 */
@NullMarked
package dev.cogo.schema.archive;

import org.jspecify.annotations.NullMarked;
