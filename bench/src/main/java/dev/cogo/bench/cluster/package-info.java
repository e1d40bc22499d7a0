/**
 * Several nodes: what a message costs all of them together, how long it takes to a listener on another node, and how long a
 * listener waits to be let in while a node dies.
 */
@NullMarked
package dev.cogo.bench.cluster;

import org.jspecify.annotations.NullMarked;
