package dev.cogo.chat.encryption;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** Which key an id means in this database: the table {@code encryption_keys} holds a fingerprint of each that was in use. */
public final class KeyRegister {
    // Sorted by the caller, so that two nodes that start together wait for each other in one direction only. Who waited
    // finds the other's row by the next statement.
    private static final String ADD =
            "INSERT INTO encryption_keys (key_id, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    private static final String READ = "SELECT fingerprint FROM encryption_keys WHERE key_id = $1";

    private KeyRegister() {}

    /**
     * Notes new keys; compares those that are known.
     *
     * @throws WrongKeyException when one differs; then nothing was noted
     */
    public static void check(Database database, EncryptionKeys keys) {
        if (!keys.ids().isEmpty()) {
            database.transaction(tx -> {
                keys.ids().stream().sorted().forEach(id -> check(tx, id, Buffer.buffer(keys.fingerprint(id))));
                return null;
            });
        }
    }

    private static void check(Statements tx, String id, Buffer fingerprint) {
        tx.query(ADD, id, fingerprint);
        for (Row row : tx.query(READ, id)) {
            if (!row.getBuffer("fingerprint").equals(fingerprint)) {
                throw new WrongKeyException("CHAT_ENCRYPTION_KEY has another key " + id + " than the one that this"
                        + " database's messages were encrypted with. Give that one, or give the new key an id of its"
                        + " own");
            }
        }
    }
}
