/**
 * Which agents there are: {@link dev.cogo.agentbridge.registry.Registry} keeps those that operators register, {@link
 * dev.cogo.agentbridge.registry.Directory} knows them and those of the settings, and says which of them may take what.
 */
@NullMarked
package dev.cogo.agentbridge.registry;

import org.jspecify.annotations.NullMarked;
