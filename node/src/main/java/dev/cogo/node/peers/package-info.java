/**
 * Whether this node and the others hear each other. Hazelcast has connections of its own, so what it knows of members says
 * nothing about the event bus; a node that is not heard, or does not hear, is left out of the cluster's layout by all.
 */
@NullMarked
package dev.cogo.node.peers;

import org.jspecify.annotations.NullMarked;
