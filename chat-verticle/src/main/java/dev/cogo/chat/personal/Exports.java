package dev.cogo.chat.personal;

import dev.cogo.chat.personal.PersonalJob.Kind;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ExportStatus;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.ReadExportPart;
import dev.cogo.schema.personal.StartExport;
import java.util.Optional;
import java.util.UUID;

/** Copies of users' data: asked for, looked at, fetched. */
public final class Exports {
    private final PersonalJobs jobs;
    private final Runnable started;

    /** @param started told when there is work */
    Exports(PersonalJobs jobs, Runnable started) {
        this.jobs = jobs;
        this.started = started;
    }

    /** Begins a copy, or finds the one that is being made. */
    public Export start(StartExport request) {
        Optional<Export> running = Optional.empty();
        // Only one that ends between the two statements makes another round.
        while (running.isEmpty()) {
            jobs.start(request.userId(), Kind.EXPORT);
            running = jobs.runningExport(request.userId());
        }
        started.run();
        return running.get();
    }

    /**
     * The state of one of the caller's.
     *
     * @throws CogoException {@code export_not_found}
     */
    public Export read(ReadExport request) {
        return find(request.userId(), request.exportId());
    }

    /**
     * A piece of one of the caller's.
     *
     * @throws CogoException {@code export_not_found}, {@code export_not_ready}
     */
    public ExportPart part(ReadExportPart request) {
        if (find(request.userId(), request.exportId()).status() != ExportStatus.DONE) {
            throw new CogoException(ErrorCode.EXPORT_NOT_READY, "the export is still being made");
        }
        return jobs.part(request.exportId(), request.part())
                .map(ExportPart::new)
                .orElseThrow(Exports::notFound);
    }

    private Export find(UUID userId, UUID exportId) {
        return jobs.export(userId, exportId).orElseThrow(Exports::notFound);
    }

    private static CogoException notFound() {
        return new CogoException(ErrorCode.EXPORT_NOT_FOUND, "there is no such export, or it was kept long enough");
    }
}
