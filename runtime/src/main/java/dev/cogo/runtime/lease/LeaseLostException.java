package dev.cogo.runtime.lease;

/** That the work has gone to another worker, or is to be left to one: this one stops, and writes nothing more. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("the lease is lost", null, false, false);
    }
}
