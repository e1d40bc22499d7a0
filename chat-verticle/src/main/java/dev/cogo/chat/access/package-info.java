/** The one rule that everything here asks first: who takes part in a session, and as what. */
@NullMarked
package dev.cogo.chat.access;

import org.jspecify.annotations.NullMarked;
