/**
 * Webhooks by Standard Webhooks 1.0. {@link dev.cogo.agentbridge.webhook.Outbox} writes a delivery with what it tells of, in one
 * transaction; {@link dev.cogo.agentbridge.webhook.Deliveries} brings it to its endpoint, again and again if need be; {@link
 * dev.cogo.agentbridge.webhook.Endpoints} is what operators see and say of it.
 */
@NullMarked
package dev.cogo.agentbridge.webhook;

import org.jspecify.annotations.NullMarked;
