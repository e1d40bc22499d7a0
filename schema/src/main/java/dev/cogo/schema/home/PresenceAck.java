package dev.cogo.schema.home;

/**
 * A home's answer to {@link AnnouncePresence}.
 *
 * @param announceAnew whether what the gateway announced and what the home knows differ, so that all is to be announced anew
 */
public record PresenceAck(boolean announceAnew) implements HomeAck {}
