/** What operators say to everybody. */
@NullMarked
package dev.cogo.chat.announcement;

import org.jspecify.annotations.NullMarked;
