package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;

/**
 * How much a user has not read.
 *
 * @param messages in the sessions that they have not muted
 * @param sessions how many of these have any
 * @param mutedMessages in the sessions that they have muted
 */
public record Unread(long messages, long sessions, long mutedMessages) implements BusRecord {}
