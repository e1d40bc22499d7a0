package dev.cogo.chat.encryption;

import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings all messages that were encrypted with other keys to the first one, while nodes run. Batch by batch, each in a
 * transaction of its own: it may be cut off at any moment, and the next run goes on with what is left. Blocks.
 */
public final class Reencryption {
    private static final int BATCH = 200;
    private static final Duration PAUSE_FOR_LOCKED = Duration.ofMillis(200);

    // One look at the index for each key: the smallest id beyond the last one.
    private static final String KEY_IDS = """
            WITH RECURSIVE k AS (
                SELECT min(key_id) AS key_id FROM chat_messages_history WHERE key_id IS NOT NULL
                UNION ALL
                SELECT (SELECT min(key_id) FROM chat_messages_history WHERE key_id > k.key_id)
                FROM k WHERE k.key_id IS NOT NULL)
            SELECT key_id FROM k WHERE key_id IS NOT NULL""";

    // By chat_messages_history_key, in its order.
    private static final String CANDIDATES = """
            SELECT session_id, seq, timestamp FROM chat_messages_history
            WHERE key_id = $1 AND (session_id, seq) > ($2, $3) ORDER BY session_id, seq LIMIT $4""";

    // Hot rows before those of history, as everybody takes them who changes messages. SKIP LOCKED in both tables: who
    // holds locks and never waits for others keeps nobody in a circle.
    private static final String LOCK_HOT = """
            SELECT r.session_id, r.seq FROM chat_messages_realtime r
            JOIN unnest($1::uuid[], $2::bigint[]) AS k (session_id, seq) USING (session_id, seq)
            FOR UPDATE OF r SKIP LOCKED""";

    private static final String HOT = """
            SELECT r.session_id, r.seq FROM chat_messages_realtime r
            JOIN unnest($1::uuid[], $2::bigint[]) AS k (session_id, seq) USING (session_id, seq)""";

    // Read under the lock: what was edited since is sealed as it is now, what was deleted is left alone.
    private static final String LOCK = """
            SELECT %s, ciphertext FROM chat_messages_history h
            JOIN unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS k (session_id, seq, timestamp)
                USING (session_id, seq, timestamp)
            WHERE h.key_id = $4
            FOR UPDATE OF h SKIP LOCKED""".formatted(AssociatedData.COLUMNS);

    private static final String UPDATE_HOT = """
            UPDATE chat_messages_realtime r SET key_id = $4, ciphertext = k.ciphertext
            FROM unnest($1::uuid[], $2::bigint[], $3::bytea[]) AS k (session_id, seq, ciphertext)
            WHERE r.session_id = k.session_id AND r.seq = k.seq AND r.key_id IS NOT NULL""";

    private static final String UPDATE = """
            UPDATE chat_messages_history h SET key_id = $4, ciphertext = k.ciphertext
            FROM unnest($1::uuid[], $2::bigint[], $3::bytea[], $5::timestamptz[])
                 AS k (session_id, seq, ciphertext, timestamp)
            WHERE h.session_id = k.session_id AND h.seq = k.seq AND h.timestamp = k.timestamp""";

    // Copies that a refill of the hot table made out of rows as they were before.
    private static final String LOCK_STALE_HOT = """
            SELECT session_id, seq FROM chat_messages_realtime
            WHERE key_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED""";

    // A second statement: it sees history as of the lock, and while that lasts nobody changes these messages.
    private static final String COPY_TO_HOT = """
            UPDATE chat_messages_realtime r SET key_id = h.key_id, ciphertext = h.ciphertext
            FROM unnest($1::uuid[], $2::bigint[]) AS k (session_id, seq)
            JOIN chat_messages_history h USING (session_id, seq)
            WHERE r.session_id = k.session_id AND r.seq = k.seq AND h.key_id = $3""";

    private static final String COUNT = """
            SELECT key_id, count(*) AS messages FROM chat_messages_history
            WHERE key_id IS NOT NULL GROUP BY key_id""";

    private final Database database;
    private final EncryptionKeys keys;
    private final MessageCipher cipher;
    private final String first;
    private final LongConsumer progress;
    private long done;

    /**
     * Makes one run.
     *
     * @param progress told after each batch how many messages are done
     * @throws IllegalArgumentException without keys
     */
    public Reencryption(Database database, EncryptionKeys keys, LongConsumer progress) {
        this.database = database;
        this.keys = keys;
        this.cipher = new MessageCipher(keys);
        this.first = keys.first().orElseThrow(() -> new IllegalArgumentException("there is no key to encrypt with"));
        this.progress = progress;
    }

    /**
     * What a run has done and left.
     *
     * @param done messages that have the first key now and had another
     * @param unreadable messages that do not open with their key; they were left as they are
     * @param messages how many have which key
     */
    public record Report(long done, long unreadable, Map<String, Long> messages) {}

    /**
     * Goes through all messages.
     *
     * @throws WrongKeyException when a key is missing or is not the one that the database knows; then nothing was touched
     */
    public Report run() {
        KeyRegister.check(database, keys);
        Set<String> used = usedKeys();
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(keys.ids());
        if (!missing.isEmpty()) {
            throw new WrongKeyException("there are messages encrypted with the keys " + String.join(", ", missing)
                    + ", which CHAT_ENCRYPTION_KEY lacks; nothing was changed");
        }
        long unreadable = 0;
        for (String keyId : used) {
            if (!keyId.equals(first)) {
                unreadable += reencrypt(keyId);
            }
        }
        while (copyToHot() == BATCH) {
            progress.accept(done);
        }
        return new Report(done, unreadable, count());
    }

    private Set<String> usedKeys() {
        Set<String> used = new TreeSet<>();
        database.query(KEY_IDS).forEach(row -> used.add(row.getString("key_id")));
        return used;
    }

    /** Goes on until nothing is left that somebody else had locked; how many messages did not open. */
    private long reencrypt(String keyId) {
        while (true) {
            Pass pass = pass(keyId);
            if (pass.skipped() == 0) {
                return pass.unreadable();
            }
            pause();
        }
    }

    private Pass pass(String keyId) {
        Pass pass = new Pass(0, 0);
        Place from = Place.START;
        while (true) {
            Place after = from;
            Batch batch = database.transaction(tx -> batch(tx, keyId, after));
            done += batch.done();
            progress.accept(done);
            pass = new Pass(pass.skipped() + batch.skipped(), pass.unreadable() + batch.unreadable());
            if (batch.last() == null) {
                return pass;
            }
            from = batch.last();
        }
    }

    private Batch batch(Statements tx, String keyId, Place after) {
        List<Place> candidates = new ArrayList<>();
        for (Row row : tx.query(CANDIDATES, keyId, after.sessionId(), after.seq(), (long) BATCH)) {
            candidates.add(
                    new Place(row.getUUID("session_id"), row.getLong("seq"), row.getOffsetDateTime("timestamp")));
        }
        if (candidates.isEmpty()) {
            return new Batch(0, 0, 0, null);
        }
        List<Place> ours = withoutHotOfOthers(tx, candidates);
        List<Row> locked = new ArrayList<>();
        tx.query(LOCK, sessionIds(ours), seqs(ours), timestamps(ours), keyId).forEach(locked::add);
        List<Place> opened = new ArrayList<>();
        List<Buffer> sealed = new ArrayList<>();
        for (Row row : locked) {
            try {
                sealed.add(reseal(keyId, row));
                opened.add(
                        new Place(row.getUUID("session_id"), row.getLong("seq"), row.getOffsetDateTime("timestamp")));
            } catch (CogoException unreadable) {
                // The cipher has logged which; there is nothing better to do with it than to leave it.
            }
        }
        Buffer[] ciphertexts = sealed.toArray(Buffer[]::new);
        tx.query(UPDATE_HOT, sessionIds(opened), seqs(opened), ciphertexts, first);
        tx.query(UPDATE, sessionIds(opened), seqs(opened), ciphertexts, first, timestamps(opened));
        return new Batch(
                opened.size(), locked.size() - opened.size(), candidates.size() - locked.size(), candidates.getLast());
    }

    private List<Place> withoutHotOfOthers(Statements tx, List<Place> candidates) {
        Set<Position> locked = positions(tx, LOCK_HOT, candidates);
        Set<Position> others = positions(tx, HOT, candidates);
        others.removeAll(locked);
        return candidates.stream()
                .filter(place -> !others.contains(place.position()))
                .toList();
    }

    private static Set<Position> positions(Statements tx, String sql, List<Place> places) {
        Set<Position> found = new HashSet<>();
        for (Row row : tx.query(sql, sessionIds(places), seqs(places))) {
            found.add(new Position(row.getUUID("session_id"), row.getLong("seq")));
        }
        return found;
    }

    private Buffer reseal(String keyId, Row row) {
        AssociatedData data = AssociatedData.ofMessage(row);
        Buffer ciphertext = row.getBuffer("ciphertext");
        byte[] bytes = ciphertext == null ? new byte[0] : ciphertext.getBytes();
        Sealed fresh = cipher.seal(data, cipher.open(data, new Sealed(keyId, bytes)));
        return Buffer.buffer(fresh.bytes());
    }

    private long copyToHot() {
        return database.transaction(tx -> {
            List<UUID> sessionIds = new ArrayList<>();
            List<Long> seqs = new ArrayList<>();
            for (Row row : tx.query(LOCK_STALE_HOT, first, (long) BATCH)) {
                sessionIds.add(row.getUUID("session_id"));
                seqs.add(row.getLong("seq"));
            }
            return (long) tx.query(COPY_TO_HOT, sessionIds.toArray(UUID[]::new), seqs.toArray(Long[]::new), first)
                    .rowCount();
        });
    }

    private Map<String, Long> count() {
        Map<String, Long> messages = new TreeMap<>();
        database.query(COUNT).forEach(row -> messages.put(row.getString("key_id"), row.getLong("messages")));
        return messages;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_FOR_LOCKED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; the next run goes on", e);
        }
    }

    private static UUID[] sessionIds(List<Place> places) {
        return places.stream().map(Place::sessionId).toArray(UUID[]::new);
    }

    private static Long[] seqs(List<Place> places) {
        return places.stream().map(Place::seq).toArray(Long[]::new);
    }

    private static OffsetDateTime[] timestamps(List<Place> places) {
        return places.stream().map(Place::timestamp).toArray(OffsetDateTime[]::new);
    }

    private record Position(UUID sessionId, long seq) {}

    /** Where a message is; the timestamp leads to the one partition. */
    private record Place(UUID sessionId, long seq, OffsetDateTime timestamp) {
        static final Place START = new Place(new UUID(0, 0), 0, OffsetDateTime.MIN);

        Position position() {
            return new Position(sessionId, seq);
        }
    }

    /** @param last where the next batch begins; null at the end */
    private record Batch(
            long done,
            long unreadable,
            long skipped,
            @Nullable Place last) {}

    private record Pass(long skipped, long unreadable) {}
}
