/**
 * The program: it reads the configuration, starts PostgreSQL and the cluster, deploys the roles, and stops in good order.
 *
 * <p>This is the only place that knows all verticles. One node on a laptop and many in a data centre run this same code.
 */
@NullMarked
package dev.cogo.node;

import org.jspecify.annotations.NullMarked;
