/**
 * The doors of the server: the HTTP API, login, and realtime channels for every kind of client.
 *
 * <p>A call comes in, is checked against the OpenAPI document, its caller is known by a token, its rate is counted, and it is
 * handed over the bus to the verticle that owns the matter. What happens in a session comes back as an event, is encoded once
 * for this node, and goes to every socket that may hear it. The gateway runs on event loops, and nothing in it blocks them.
 */
@NullMarked
package dev.cogo.gateway;

import org.jspecify.annotations.NullMarked;
