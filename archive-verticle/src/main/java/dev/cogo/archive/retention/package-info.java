/**
 * How long messages are kept. {@link dev.cogo.archive.retention.Retention} lets go what is old enough, by kinds of session, and never
 * what is on hold; {@link dev.cogo.archive.retention.ArchiveFolder} has it written into a file before; {@link
 * dev.cogo.archive.retention.ArchiveRestore} brings such a file back.
 */
@NullMarked
package dev.cogo.archive.retention;

import org.jspecify.annotations.NullMarked;
