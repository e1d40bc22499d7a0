/**
 * Sessions, their members and settings: who may talk where, how far each has read, and the list that a user begins with.
 *
 * <p>What changes of members and settings is a {@link dev.cogo.chat.timeline.Change} and so an event of the session's
 * timeline; {@link dev.cogo.chat.access.Permission} says whose right it is. The two people of a direct session are both
 * its owners, as neither ranks above the other, and stay so.
 */
@NullMarked
package dev.cogo.chat.session;

import org.jspecify.annotations.NullMarked;
