package dev.cogo.node.api;

import java.util.Set;

/**
 * A call that must be refused.
 *
 * @param operation its id in the document
 * @param codes that are right; empty when any is that the document lists for the operation
 */
record BadCall(String operation, String name, Set<String> codes, Request request) {
    BadCall(String operation, String name, String code, Request request) {
        this(operation, name, Set.of(code), request);
    }

    @Override
    public String toString() {
        return operation + ": " + name;
    }
}
