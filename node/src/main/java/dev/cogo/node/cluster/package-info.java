/**
 * The cluster as a node joins it: Hazelcast for membership and the partition table, Vert.x' event bus over TCP behind a
 * guard (what strangers send costs no memory). {@link dev.cogo.node.cluster.Cluster} is the way in; {@link
 * dev.cogo.node.cluster.HazelcastView} is the {@code ClusterView} that verticles get.
 */
@NullMarked
package dev.cogo.node.cluster;

import org.jspecify.annotations.NullMarked;
