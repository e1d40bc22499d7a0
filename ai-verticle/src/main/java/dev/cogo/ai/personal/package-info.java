/**
 * What the AI's tables hold of a user: to copy it and to forget it, when the chat role asks. See {@link
 * dev.cogo.ai.personal.PersonalData}.
 */
@NullMarked
package dev.cogo.ai.personal;

import org.jspecify.annotations.NullMarked;
