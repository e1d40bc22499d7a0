/** Encrypts the messages of sessions that are marked so, and reads them again. */
@NullMarked
package dev.cogo.chat.encryption;

import org.jspecify.annotations.NullMarked;
