package dev.cogo.runtime.network;

/** That a URL leads where no outsider may send the server. */
public final class EgressRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EgressRefusedException(String host) {
        super(host + " has no address that may be connected to", null, false, false);
    }
}
