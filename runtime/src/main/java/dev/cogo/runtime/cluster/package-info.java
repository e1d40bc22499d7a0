/**
 * Which nodes there are and who is at home where. {@link dev.cogo.runtime.cluster.ClusterView} is what a verticle sees of the
 * cluster it runs in; the node gives it one, and nothing here knows how membership is found out.
 */
@NullMarked
package dev.cogo.runtime.cluster;

import org.jspecify.annotations.NullMarked;
