package dev.cogo.chat.timeline;

import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores many callers' entries in one transaction, and sees to it that one bad row does not fail the others. */
final class TimelineStore {
    private static final Logger LOG = LoggerFactory.getLogger(TimelineStore.class);

    private final Database database;
    private final MessageCipher cipher;

    TimelineStore(Database database, MessageCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** Stores the entries and commits. Never throws: what goes wrong is the outcome of those whom it concerns. */
    List<Outcome> store(List<TimelineEntry> batch) {
        try {
            return database.transaction(tx -> new BatchTransaction(tx, cipher, batch).run());
        } catch (Throwable e) {
            if (batch.size() > 1 && e instanceof PgException refusal && isOfRows(refusal)) {
                LOG.warn("{} entries were refused together ({}); trying halves", batch.size(), refusal.getSqlState());
                return storeHalves(batch);
            }
            // After a lost connection nobody knows whether the commit took place. Trying again here could store a
            // message without a clientMessageId twice; a sender with one may.
            CogoException why = Failures.of(e, "writing the timeline");
            if (why.code() == ErrorCode.OVERLOADED && !(e instanceof PgException)) {
                // Nobody but the writer uses its connections: when none is free, the database is silent on all of them.
                why = new CogoException(ErrorCode.UNAVAILABLE, "the database is away, try again", e);
            }
            return Collections.nCopies(batch.size(), new Outcome.Refused(why));
        }
    }

    private List<Outcome> storeHalves(List<TimelineEntry> batch) {
        int middle = batch.size() / 2;
        List<Outcome> outcomes = new ArrayList<>(store(batch.subList(0, middle)));
        outcomes.addAll(store(batch.subList(middle, batch.size())));
        return outcomes;
    }

    // The server's own refusal of data (22), of a constraint (23) or by a limit (54), SQLSTATE classes of the
    // PostgreSQL manual's appendix A: then nothing was stored, for sure, and the reason lies in a row. All others
    // concern the server.
    private static boolean isOfRows(PgException refusal) {
        String state = String.valueOf(refusal.getSqlState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
