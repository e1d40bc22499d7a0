package dev.cogo.bench.abuse;

import java.net.URI;

/**
 * Where a node is reached.
 *
 * @param url of its HTTP door
 * @param anonKey opens its Supabase doors
 * @param busPort where other nodes would reach its event bus
 */
record Doors(URI url, String anonKey, int busPort) {}
