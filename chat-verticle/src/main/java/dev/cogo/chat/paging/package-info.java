/** Where a page of a list ended, for the caller who wants the next one. */
@NullMarked
package dev.cogo.chat.paging;

import org.jspecify.annotations.NullMarked;
