/**
 * What one command runs on this machine: the embedded database, a node here or several as processes, the example agent.
 * {@link dev.cogo.node.launch.LocalRun} starts and stops them in order.
 */
@NullMarked
package dev.cogo.node.launch;

import org.jspecify.annotations.NullMarked;
