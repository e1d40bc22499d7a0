/**
 * The door for the AI SDK's {@code useChat}: its UI message stream over runs. {@link dev.cogo.gateway.http.aisdk.ChatOperations} reads what
 * the client sends, {@link dev.cogo.gateway.http.aisdk.UiMessageWriter} writes what it reads.
 */
@NullMarked
package dev.cogo.gateway.http.aisdk;

import org.jspecify.annotations.NullMarked;
