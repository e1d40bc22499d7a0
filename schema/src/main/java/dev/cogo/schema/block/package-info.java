/**
 * Blocks: whom a user does not want to hear from. A blocked user can't begin a direct session with them, write in the one
 * they have, add them to a group, or reach them with a mention or reply.
 */
@NullMarked
package dev.cogo.schema.block;

import org.jspecify.annotations.NullMarked;
