/** What is asked of the AI, and what it answers. */
@NullMarked
package dev.cogo.schema.ai;

import org.jspecify.annotations.NullMarked;
