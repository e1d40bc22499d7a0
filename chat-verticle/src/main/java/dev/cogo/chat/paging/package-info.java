/**
 * Where a page of a list ended, for the caller who wants the next one (keyset pagination): {@link
 * dev.cogo.chat.paging.TimeCursor}, opaque to clients.
 */
@NullMarked
package dev.cogo.chat.paging;

import org.jspecify.annotations.NullMarked;
