package dev.cogo.node.ledger;

import java.util.List;

/**
 * Where a node runs.
 *
 * @param memberHost its address for the other nodes
 * @param httpHost its address for clients
 * @param prefix what its command begins with
 */
record Place(String memberHost, String httpHost, List<String> prefix) {
    /** This machine, like any program. */
    static final Place HERE = new Place("127.0.0.1", "127.0.0.1", List.of());
}
