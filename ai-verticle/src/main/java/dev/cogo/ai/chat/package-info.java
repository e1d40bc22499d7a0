/** The chat as this module needs it, over the bus. */
@NullMarked
package dev.cogo.ai.chat;

import org.jspecify.annotations.NullMarked;
