/**
 * The one rule that everything here asks first: who takes part in a session and as what ({@link
 * dev.cogo.chat.access.SessionAccess}), and what their role permits ({@link dev.cogo.chat.access.Permission}, the table of
 * {@code docs/roles.md}).
 */
@NullMarked
package dev.cogo.chat.access;

import org.jspecify.annotations.NullMarked;
