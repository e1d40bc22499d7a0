package dev.cogo.node;

import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.audit.AuditStore;
import dev.cogo.runtime.database.Database;
import java.io.PrintWriter;

/** A command that changes what operators may change, and stands in the security log with it. */
abstract class AuditedCommand extends DatabaseCommand {
    // Not before the command runs: the first logger settles how all of them write.
    private AuditLog audit;

    @Override
    final void work(Database database, PrintWriter out) {
        audit = new AuditLog();
        act(database, out);
        new AuditStore(vertx(), database, audit).close();
    }

    abstract void act(Database database, PrintWriter out);

    /**
     * Writes down what was done.
     *
     * @param field what was worked on: {@code user}, {@code agent}, {@code assistant}
     * @param whom which one
     */
    final void done(String what, String field, Object whom) {
        audit.write(AuditEntry.done(AuditEvent.OPERATOR_CALL)
                .with("by", "command")
                .target(what)
                .with(field, whom));
    }
}
