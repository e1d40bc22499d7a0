/**
 * What operators are told of the whole cluster, on the channel {@code system_operations}: {@link
 * dev.cogo.chat.operations.ClusterStatusTeller}. Each node tells of itself.
 */
@NullMarked
package dev.cogo.chat.operations;

import org.jspecify.annotations.NullMarked;
