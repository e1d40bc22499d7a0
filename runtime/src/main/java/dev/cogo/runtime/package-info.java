/**
 * What every verticle runs on: requests with types over the bus, events to channels, the database, the topology of the cluster,
 * failures with a code, the security log. It knows the schema and nobody else.
 *
 * <p>Begin with {@link dev.cogo.runtime.bus.Bus} and {@link dev.cogo.runtime.database.Database}: a verticle's {@code start()} makes
 * one of each. {@code dev.cogo.runtime.testing}, in the test jar, gives tests a real database and a cluster to look at.
 */
@NullMarked
package dev.cogo.runtime;

import org.jspecify.annotations.NullMarked;
