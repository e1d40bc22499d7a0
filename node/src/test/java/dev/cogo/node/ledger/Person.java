package dev.cogo.node.ledger;

/** A user who is logged in. */
record Person(String id, String token) {}
