/** What the AI's tables hold of a user: to copy it, and to forget it. */
@NullMarked
package dev.cogo.ai.personal;

import org.jspecify.annotations.NullMarked;
