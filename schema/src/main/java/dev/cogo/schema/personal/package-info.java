/**
 * What the law lets a user ask for: a copy of their data, and its erasure. Both are jobs of the chat role, which asks each
 * other room for its part.
 */
@NullMarked
package dev.cogo.schema.personal;

import org.jspecify.annotations.NullMarked;
