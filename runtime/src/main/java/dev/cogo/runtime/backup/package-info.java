/**
 * Copies of the database in a file, made while nodes write ({@link dev.cogo.runtime.backup.Backup}), and put into an empty one ({@link
 * dev.cogo.runtime.backup.Restore}). The file is a zip: {@code manifest.json}, and for each table {@code tables/NAME} in the text
 * format of PostgreSQL's COPY.
 */
@NullMarked
package dev.cogo.runtime.backup;

import org.jspecify.annotations.NullMarked;
