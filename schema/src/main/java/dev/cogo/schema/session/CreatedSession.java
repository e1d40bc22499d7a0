package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;

/** The session that a {@link CreateSession} asked for; {@code created} is false when these two people had it already. */
public record CreatedSession(Session session, boolean created) implements BusRecord {}
