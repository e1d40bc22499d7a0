package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.archive.history.Removal;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalTest extends ArchiveTest {
    private final Removal removal = new Removal(Duration.ofHours(24));

    @Test
    void oldRowsLeaveTheHotTableAndYoungOnesStay() {
        send(1, 35, "25 hours");
        send(36, 50, "1 hour");
        assertThat(run().moved()).isEqualTo(35);
        assertThat(hot()).isEqualTo(range(36, 50));
        assertThat(history()).isEqualTo(range(1, 50));
    }

    @Test
    void aSecondRunFindsNothing() {
        send(1, 35, "25 hours");
        run();
        assertThat(run())
                .extracting(ArchiveReport::moved, ArchiveReport::refilled)
                .containsExactly(0L, 0L);
        assertThat(history()).isEqualTo(range(1, 35));
    }

    @Test
    void rowsThatHistoryDoesNotHaveArriveThereUnchanged() {
        insert("chat_messages_realtime", 1, 25, "25 hours");
        database.query("UPDATE chat_messages_realtime SET metadata = '{\"a\": [1]}', client_message_id = 'c' || seq");
        database.query("CREATE TABLE before AS SELECT * FROM chat_messages_realtime");
        assertThat(run().moved()).isEqualTo(25);
        assertThat(hot()).isEmpty();
        assertThat(database.query("SELECT * FROM before EXCEPT SELECT * FROM chat_messages_history")
                        .size())
                .isZero();
        assertThat(history()).isEqualTo(range(1, 25));
    }

    @Test
    void aBatchIsBoundedAndTakesTheOldest() {
        send(1, 35, "25 hours");
        assertThat(database.<Long>transaction(tx -> removal.next(tx, BATCH))).isEqualTo(BATCH);
        assertThat(hot()).isEqualTo(range(11, 35));
    }

    @Test
    void aRunThatIsKilledLosesAndDoublesNothing() {
        insert("chat_messages_realtime", 1, 35, "25 hours");
        database.transaction(tx -> removal.next(tx, BATCH));
        assertThatThrownBy(() -> database.transaction(tx -> {
                    removal.next(tx, BATCH);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(hot()).isEqualTo(range(11, 35));
        assertThat(history()).isEqualTo(range(1, 10));
        assertThat(run().moved()).isEqualTo(25);
        assertThat(hot()).isEmpty();
        assertThat(history()).isEqualTo(range(1, 35));
    }

    @Test
    void twoNodesAtOnceMoveEachRowOnce() {
        insert("chat_messages_realtime", 1, 500, "25 hours");
        Vertx other = node(Duration.ofDays(365));
        List<ArchiveReport> reports = Future.all(
                        bus.request(Address.ARCHIVE_RUN, new RunArchive(Ids.next())),
                        new Bus(other).request(Address.ARCHIVE_RUN, new RunArchive(Ids.next())))
                .await()
                .list();
        assertThat(reports.stream().mapToLong(ArchiveReport::moved).sum()).isEqualTo(500);
        assertThat(hot()).isEmpty();
        assertThat(history()).isEqualTo(range(1, 500));
    }
}
