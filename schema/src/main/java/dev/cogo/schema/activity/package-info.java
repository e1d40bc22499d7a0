/** What a user's own channel says of all their sessions, so that a list of them stays true: {@code session_activity}. */
@NullMarked
package dev.cogo.schema.activity;

import org.jspecify.annotations.NullMarked;
