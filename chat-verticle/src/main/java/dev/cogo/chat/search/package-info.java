/**
 * Search in messages. {@link dev.cogo.chat.search.SearchIndexer} puts their {@link dev.cogo.chat.search.Terms} into
 * {@code message_search} some seconds behind the writer; {@link dev.cogo.chat.search.MessageSearch} finds by them, and looks
 * through what is newer itself. An edit or a deletion changes the index in its own transaction
 * ({@link dev.cogo.chat.search.SearchIndex}). {@code docs/search.md} says what is found and what is not.
 */
@NullMarked
package dev.cogo.chat.search;

import org.jspecify.annotations.NullMarked;
