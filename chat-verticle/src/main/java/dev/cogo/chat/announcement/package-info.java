/**
 * What operators say to everybody, on the channel {@code system_announcements}: {@link
 * dev.cogo.chat.announcement.Announcements}.
 */
@NullMarked
package dev.cogo.chat.announcement;

import org.jspecify.annotations.NullMarked;
