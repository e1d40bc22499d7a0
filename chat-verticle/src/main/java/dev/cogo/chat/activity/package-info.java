/**
 * Keeps users' lists of sessions true by their own channels, {@code session_activity}, without a registration for each session.
 * Begin with {@link dev.cogo.chat.activity.ActivityCollector}, where messages are stored; {@link
 * dev.cogo.chat.activity.ActivityTeller} is at the homes of the users' channels.
 *
 * <p>What it costs does not grow with the messages. A node tells the homes at most twice a second what has moved, all sessions
 * together; a home reads the read marks of those members alone who listen; and a session with many members is told of less often,
 * so that it costs two hundred rows a second at most, however much is written in it and by whom.
 */
@NullMarked
package dev.cogo.chat.activity;

import org.jspecify.annotations.NullMarked;
