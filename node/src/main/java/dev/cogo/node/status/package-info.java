/**
 * What a node tells operators of itself, live on the channel {@code system_operations}: {@link dev.cogo.node.status.NodeStatusTeller}.
 * It needs no {@code METRICS_PORT}.
 */
@NullMarked
package dev.cogo.node.status;

import org.jspecify.annotations.NullMarked;
