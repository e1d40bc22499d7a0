/**
 * The wire form of records: {@link dev.cogo.schema.json.Json} is camelCase with RFC 3339 times, and ignores what it does not
 * know, so that two versions can talk. {@link dev.cogo.schema.json.PageBytes} bounds a page by its bytes.
 */
@NullMarked
package dev.cogo.schema.json;

import org.jspecify.annotations.NullMarked;
