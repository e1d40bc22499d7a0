/**
 * Sessions and their members: who may talk where, how far each has read, and the list that a user begins with.
 *
 * <p>In a group an owner may do everything, an admin adds and removes ordinary members, a member may leave. The two people
 * of a direct session are both its owners, as neither ranks above the other, and stay so.
 */
@NullMarked
package dev.cogo.chat.session;

import org.jspecify.annotations.NullMarked;
