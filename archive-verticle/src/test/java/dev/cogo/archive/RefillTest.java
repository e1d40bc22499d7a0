package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.archive.history.Refill;
import dev.cogo.runtime.database.Database.Statements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefillTest extends ArchiveTest {
    private final Refill refill = new Refill(Duration.ofHours(24));

    @Test
    void youngRowsComeBackAfterACrash() {
        send(1, 20, "25 hours");
        send(21, 55, "2 hours");
        crash();
        assertThat(run().refilled()).isEqualTo(35);
        assertThat(hot()).isEqualTo(range(21, 55));
        assertThat(run().refilled()).isZero();
    }

    @Test
    void theyComeBackUnchanged() {
        send(1, 5, "2 hours");
        for (String table : List.of("chat_messages_realtime", "chat_messages_history")) {
            database.query("""
                    UPDATE %s SET metadata = '{"a": [1]}', content = 'x' || seq, message_number = seq,
                        mentions = ARRAY[id], edited_at = timestamp, edited_by = id, deleted_at = timestamp, deleted_by = id,
                        key_id = 'k', ciphertext = 'x'""".formatted(table));
        }
        database.query("CREATE TABLE before AS SELECT * FROM chat_messages_realtime");
        crash();
        run();
        assertThat(database.query("SELECT * FROM before EXCEPT SELECT * FROM chat_messages_realtime")
                        .size())
                .isZero();
    }

    @Test
    void messagesThatCameAfterTheCrashHideNothing() {
        send(1, 35, "2 hours");
        crash();
        send(36, 40, "1 minute");
        assertThat(run().refilled()).isEqualTo(35);
        assertThat(hot()).isEqualTo(range(1, 40));
    }

    @Test
    void aRefillThatIsKilledIsGoneOnWith() {
        send(1, 35, "2 hours");
        crash();
        database.transaction(tx -> refill.begin().next(tx, BATCH));
        assertThat(hot()).isEqualTo(range(26, 35));
        assertThatThrownBy(() -> database.transaction(tx -> {
                    refill.begin().next(tx, BATCH);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        send(36, 36, "1 minute");
        assertThat(run().refilled()).isEqualTo(25);
        assertThat(hot()).isEqualTo(range(1, 36));
    }

    @Test
    void rowsOfOneMomentAreAllFound() {
        send(1, 35, "2 hours");
        database.query("UPDATE chat_messages_history SET timestamp = date_trunc('second', now()) - interval '1 hour'");
        crash();
        assertThat(run().refilled()).isEqualTo(35);
        assertThat(hot()).isEqualTo(range(1, 35));
    }

    /** The work of a batch does not grow with what is missing; a join would go through all of that each time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachRowIsVisitedOnce(boolean statistics) {
        send(1, 3000, "2 hours");
        crash();
        if (statistics) {
            database.query("ANALYZE chat_messages_history, chat_messages_realtime");
        }
        Refill.Pass pass = refill.begin();
        long rows = 0;
        for (long visited = 1; visited > 0; rows += visited) {
            visited = database.transaction(tx -> {
                long before = visitedRows(tx);
                long next = pass.next(tx, 100);
                // Also the batch's own rows are read again by the index that keeps them unique.
                assertThat(visitedRows(tx) - before).isLessThanOrEqualTo(3 * 100);
                return next;
            });
        }
        assertThat(rows).isEqualTo(3000);
        assertThat(pass.copied()).isEqualTo(3000);
    }

    private static long visitedRows(Statements tx) {
        return tx.query("""
                        SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint AS rows
                        FROM pg_stat_xact_user_tables WHERE relname LIKE 'chat_messages_%'""").iterator().next().getLong("rows");
    }

    @Test
    void rowsThatWereMovedStayMoved() {
        send(1, 15, "25 hours");
        send(16, 30, "2 hours");
        run();
        assertThat(run().refilled()).isZero();
        assertThat(hot()).isEqualTo(range(16, 30));
    }

    // What crash recovery does to an unlogged table.
    private void crash() {
        database.query("TRUNCATE chat_messages_realtime");
    }
}
