package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsTest extends ArchiveTest {
    private static final String IN_THREE_MONTHS = "(date_trunc('month', now()) + interval '3 months 10 days')";

    @Override
    DatabaseConfig databaseConfig() {
        return TestDatabase.migrated();
    }

    @Test
    void historyIsReadyForTheNextMonths() {
        // The migration has made this month's and the next one's.
        assertThat(run().partitionsCreated()).isEqualTo(2);
        assertThat(run().partitionsCreated()).isZero();
        insert("chat_messages_history", 1, 1, "0");
        database.query("UPDATE chat_messages_history SET timestamp = " + IN_THREE_MONTHS);
        assertThat(seqs("chat_messages_history_default")).isEmpty();
        assertThat(history()).isEqualTo(range(1, 1));
    }

    @Test
    void rowsThatWereTooEarlyFindTheirPartition() {
        insert("chat_messages_history", 1, 1, "0");
        database.query("UPDATE chat_messages_history SET timestamp = " + IN_THREE_MONTHS);
        assertThat(seqs("chat_messages_history_default")).isEqualTo(range(1, 1));
        run();
        assertThat(seqs("chat_messages_history_default")).isEmpty();
        assertThat(history()).isEqualTo(range(1, 1));
    }

    @Test
    void twoNodesAtOnceMakeEachOnce() {
        Vertx other = node(Duration.ofDays(365));
        List<ArchiveReport> reports = Future.all(
                        bus.request(Address.ARCHIVE_RUN, new RunArchive(Ids.next())),
                        new Bus(other).request(Address.ARCHIVE_RUN, new RunArchive(Ids.next())))
                .await()
                .list();
        assertThat(reports.stream().mapToInt(ArchiveReport::partitionsCreated).sum())
                .isEqualTo(2);
    }
}
