package dev.cogo.schema.presence;

import dev.cogo.schema.bus.BusRecord;

/** A gateway's sign of life; due at least every {@link #EVERY_SECONDS}, missed after {@link #EXPIRY_SECONDS}. */
public record BeatPresence(String gateway) implements BusRecord {
    public static final int EVERY_SECONDS = 10;
    public static final int EXPIRY_SECONDS = 30;
}
