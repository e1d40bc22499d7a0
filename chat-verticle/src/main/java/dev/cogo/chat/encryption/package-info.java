/**
 * Encrypts the messages of sessions that are marked so, and reads them again.
 *
 * <p>What a message says is in {@code ciphertext} then, and nowhere else in the database; the {@code key_id} beside it says
 * which of the {@link dev.cogo.chat.encryption.EncryptionKeys} opens it. {@link dev.cogo.chat.encryption.KeyRegister} keeps a
 * wrong key from being used, and {@link dev.cogo.chat.encryption.Reencryption} brings old messages to a new key.
 */
@NullMarked
package dev.cogo.chat.encryption;

import org.jspecify.annotations.NullMarked;
