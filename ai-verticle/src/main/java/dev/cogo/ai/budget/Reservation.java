package dev.cogo.ai.budget;

import java.util.SortedSet;
import java.util.UUID;

/**
 * Money that is kept for a call, until it is settled or its time is over.
 *
 * @param accounts whose it is
 */
public record Reservation(UUID id, SortedSet<Account> accounts) {}
