package dev.cogo.schema.record;

/** The reply of a request that has nothing to tell but that it is done. */
public record Done() implements BusRecord {
    public static final Done DONE = new Done();
}
