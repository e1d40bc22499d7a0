/** Finds people by their names, for whoever wants to write to somebody: see {@link dev.cogo.chat.people.PeopleSearch}. */
@NullMarked
package dev.cogo.chat.people;

import org.jspecify.annotations.NullMarked;
