/** What each line of the log says of the request that it is about. */
@NullMarked
package dev.cogo.node.logs;

import org.jspecify.annotations.NullMarked;
