package dev.cogo.archive.retention;

import dev.cogo.archive.retention.ExpiredMessages.Gone;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.identity.Ids;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a batch is written; nothing is where there is no folder. */
final class BatchFile implements AutoCloseable {
    private static final String FILE = """
            INSERT INTO archive_files (id, name, messages, bytes, sha256) VALUES ($1, $2, $3, $4, $5)""";

    private static final String SESSION = """
            INSERT INTO archive_file_sessions (file_id, session_id, first_seq, last_seq, messages)
            VALUES ($1, $2, $3, $4, $5)""";

    private final Optional<ArchiveFolder> folder;
    private @Nullable ArchiveFile file;

    private BatchFile(Optional<ArchiveFolder> folder) {
        this.folder = folder;
    }

    static BatchFile of(Optional<ArchiveFolder> folder) {
        return new BatchFile(folder);
    }

    void add(String line) {
        if (folder.isEmpty()) {
            return;
        }
        if (file == null) {
            file = folder.get().begin();
        }
        file.add(line);
    }

    boolean keep(Statements tx, List<Gone> gone, long messages) {
        if (file == null) {
            return false;
        }
        UUID id = Ids.next();
        String name = "messages-" + LocalDate.now(ZoneOffset.UTC) + "-" + id + ".jsonl.gz";
        file.finish();
        folder.orElseThrow().keep(file, name);
        tx.query(FILE, id, name, messages, file.bytes(), file.sha256Hex());
        gone.forEach(session ->
                tx.query(SESSION, id, session.sessionId(), session.firstSeq(), session.lastSeq(), session.messages()));
        return true;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
