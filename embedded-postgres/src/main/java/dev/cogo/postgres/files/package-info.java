/** The folders of a node, closed to other users of the machine. */
@NullMarked
package dev.cogo.postgres.files;

import org.jspecify.annotations.NullMarked;
