package dev.cogo.chat.personal;

import dev.cogo.chat.encryption.AssociatedData;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code export_parts}. Where there is a key the parts are sealed: they tell what encrypted sessions keep closed. */
final class ExportParts {
    private static final String INSERT =
            "INSERT INTO export_parts (export_id, part, text, key_id, ciphertext) VALUES ($1, $2, $3, $4, $5)";

    private static final String READ =
            "SELECT text, key_id, ciphertext FROM export_parts WHERE export_id = $1 AND part = $2";

    private final Database database;
    private final MessageCipher cipher;

    ExportParts(Database database, MessageCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    void insert(Statements tx, UUID exportId, int firstPart, List<String> texts) {
        int part = firstPart;
        for (String text : texts) {
            if (cipher.canSeal()) {
                Sealed sealed = cipher.seal(AssociatedData.ofExportPart(exportId, part), new Plain(text, null));
                tx.query(INSERT, exportId, part, null, sealed.keyId(), Buffer.buffer(sealed.bytes()));
            } else {
                tx.query(INSERT, exportId, part, text, null, null);
            }
            part++;
        }
    }

    Optional<String> read(UUID exportId, int part) {
        return database.query(READ, exportId, part).stream().findFirst().map(row -> text(exportId, part, row));
    }

    private String text(UUID exportId, int part, Row row) {
        String keyId = row.getString("key_id");
        if (keyId == null) {
            return row.getString("text");
        }
        Sealed sealed = new Sealed(keyId, row.getBuffer("ciphertext").getBytes());
        return cipher.open(AssociatedData.ofExportPart(exportId, part), sealed).content();
    }
}
