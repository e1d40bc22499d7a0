/** What the tests of several packages need. */
@NullMarked
package dev.cogo.node.testing;

import org.jspecify.annotations.NullMarked;
