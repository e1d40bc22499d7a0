/**
 * Calls to the services of models, whatever they speak: a POST that is answered by server-sent events. {@link
 * dev.cogo.ai.http.EventExchange} is one such call, and the only place from where the AI goes out of the house.
 */
@NullMarked
package dev.cogo.ai.http;

import org.jspecify.annotations.NullMarked;
