package dev.cogo.chat.personal;

import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.fairness.Bulkhead;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.runtime.lease.PeriodicTasks;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.personal.ReadExportPart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users' right to a copy of their data and to its erasure, as the chat role serves it. */
public final class PersonalDataRights {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalDataRights.class);

    // Two at a time: they are nobody's hurry, and must leave the database to those who chat.
    private static final LeaseConfig LEASES =
            LeaseConfig.of(Duration.ofSeconds(15), 2).withPauses(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Bus bus;
    private final Bulkhead reads;
    private final LeasedWork<PersonalJob> work;
    private final PeriodicTasks sweeps;
    private final Exports exports;
    private final Erasures erasures;
    private final ExportRun exporting;
    private final ErasureRun erasing;

    /**
     * Makes it for a virtual-thread verticle.
     *
     * @param reads where who fetches an export waits
     * @param endPresence takes a user, the second, off a session's board and tells the others
     */
    public PersonalDataRights(
            Vertx vertx,
            ClusterView cluster,
            Database database,
            Bus bus,
            Bulkhead reads,
            TimelineWriter writer,
            MessageCipher cipher,
            MessageRows rows,
            BiConsumer<UUID, UUID> endPresence) {
        this.bus = bus;
        this.reads = reads;
        PersonalJobs jobs = new PersonalJobs(database, cipher);
        this.work = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, PersonalJob.TABLE, LEASES));
        this.sweeps = new PeriodicTasks(vertx, cluster, database)
                .every(SWEEP, SWEEP, "throwing old exports away", jobs::sweep);
        this.exports = new Exports(jobs, work::nudge);
        this.erasures = new Erasures(jobs, work::nudge);
        this.exporting = new ExportRun(jobs, sections(database, bus, rows));
        this.erasing = new ErasureRun(database, jobs, writer, bus, endPresence);
    }

    private static List<ExportSection> sections(Database database, Bus bus, MessageRows rows) {
        return List.of(
                new ModuleSection("account", Address.PERSONAL_ACCOUNT, bus),
                TableSection.sessions(database),
                TableSection.formerSessions(database),
                new MessagesSection(database, rows),
                new ReactionsSection(database),
                TableSection.blocks(database),
                TableSection.invites(database),
                new ModuleSection("ai", Address.PERSONAL_AI, bus),
                new ModuleSection("tasks", Address.PERSONAL_TASKS, bus),
                // New sections go to the end: jobs of the version before count them.
                TableSection.lastSeen(database),
                new ModuleSection("toolCalls", Address.PERSONAL_TOOLS, bus));
    }

    /** Serves the addresses, and takes up what waits. */
    public Future<?> start() {
        work.start(this::perform);
        sweeps.start();
        return Future.all(
                bus.serve(Address.EXPORT_START, exports::start),
                bus.serve(Address.EXPORT_READ, exports::read),
                bus.serve(Address.EXPORT_PART, reads.guard(ReadExportPart::userId, exports::part)),
                bus.serve(Address.ACCOUNT_ERASE, erasures::erase));
    }

    /** Leaves jobs to other nodes. To be called before the writer closes. */
    public void stop() {
        sweeps.stop();
        work.stop();
    }

    private void perform(Lease<PersonalJob> job) {
        switch (job.row().kind()) {
            case EXPORT -> exporting.run(job);
            case ERASURE -> erasing.run(job);
        }
        LOG.info("{} {} is done", job.row().kind().wireName(), job.id());
    }
}
