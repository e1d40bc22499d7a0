/**
 * Folders that are closed to other users of the machine: {@link dev.cogo.postgres.files.PrivateFolder}, for data and for
 * keys. The program uses it for its own too.
 */
@NullMarked
package dev.cogo.postgres.files;

import org.jspecify.annotations.NullMarked;
