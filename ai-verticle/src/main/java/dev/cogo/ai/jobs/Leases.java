package dev.cogo.ai.jobs;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The jobs that this verticle works on now; their leases are renewed together, in one statement. Thread-safe. */
public final class Leases {
    private final Jobs jobs;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    public Leases(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Works on a job that was claimed, keeping its lease until the work ends. */
    public <T> T during(Job job, Supplier<T> work) {
        held.add(job.id());
        try {
            return work.get();
        } finally {
            held.remove(job.id());
        }
    }

    /** To be called several times in the time of a lease. */
    public void renew() {
        if (!held.isEmpty()) {
            jobs.renew(Set.copyOf(held));
        }
    }
}
