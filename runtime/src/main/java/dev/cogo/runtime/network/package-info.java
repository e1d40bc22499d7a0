/**
 * Addresses of the network, and where the server goes: {@link dev.cogo.runtime.network.EgressFilter} keeps requests to URLs that
 * somebody gave from this machine and its neighbours, {@link dev.cogo.runtime.network.WebhookSignature} says that they are ours.
 */
@NullMarked
package dev.cogo.runtime.network;

import org.jspecify.annotations.NullMarked;
