package dev.cogo.chat.personal;

import dev.cogo.chat.personal.PersonalJob.Kind;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.record.Done;

/** Begins erasures of users. */
public final class Erasures {
    private final PersonalJobs jobs;
    private final Runnable started;

    /** @param started told when there is work */
    Erasures(PersonalJobs jobs, Runnable started) {
        this.jobs = jobs;
        this.started = started;
    }

    /** Accepts it: from now on it happens, whatever happens to this node. */
    public Done erase(EraseAccount request) {
        jobs.start(request.userId(), Kind.ERASURE);
        started.run();
        return Done.DONE;
    }
}
