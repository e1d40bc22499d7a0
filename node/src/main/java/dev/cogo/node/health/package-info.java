/** Whether a node should get requests: {@link dev.cogo.node.health.Health} keeps what its checks have found. */
@NullMarked
package dev.cogo.node.health;

import org.jspecify.annotations.NullMarked;
