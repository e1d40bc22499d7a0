/**
 * Soft state that gateways replicate to the homes of channels: each gateway's word ({@link dev.cogo.chat.replica.GatewayReplicas}), and
 * of which channels a node is the home lately ({@link dev.cogo.chat.replica.OwnershipSettling}).
 */
@NullMarked
package dev.cogo.chat.replica;

import org.jspecify.annotations.NullMarked;
