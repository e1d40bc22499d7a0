/**
 * What agent tasks hold of a user: to copy it and to forget it, when the chat role asks. See {@link
 * dev.cogo.agentbridge.personal.PersonalData}.
 */
@NullMarked
package dev.cogo.agentbridge.personal;

import org.jspecify.annotations.NullMarked;
