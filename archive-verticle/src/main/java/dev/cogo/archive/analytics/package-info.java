/**
 * What operators read of the last day, hour by hour, from the view {@code chat_analytics}: {@link
 * dev.cogo.archive.analytics.AnalyticsReading}.
 */
@NullMarked
package dev.cogo.archive.analytics;

import org.jspecify.annotations.NullMarked;
