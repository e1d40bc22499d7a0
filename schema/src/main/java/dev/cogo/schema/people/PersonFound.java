package dev.cogo.schema.people;

import java.util.UUID;

/** Somebody who is called as was asked. */
public record PersonFound(UUID userId, String displayName) {}
