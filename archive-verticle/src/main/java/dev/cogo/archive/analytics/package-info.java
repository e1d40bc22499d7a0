/** What operators read of the last day. */
@NullMarked
package dev.cogo.archive.analytics;

import org.jspecify.annotations.NullMarked;
