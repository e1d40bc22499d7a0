/** Which node looks after which task: leases in the database, and the loop that takes up what is due. */
@NullMarked
package dev.cogo.agentbridge.leases;

import org.jspecify.annotations.NullMarked;
