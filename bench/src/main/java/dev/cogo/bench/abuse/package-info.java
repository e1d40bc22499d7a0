/**
 * One account, or one address, that wants too much of a node, and a bystander who must not notice. What the one does is a
 * {@link dev.cogo.bench.abuse.Recipe}; the test and the measurement carry out the same ones.
 */
@NullMarked
package dev.cogo.bench.abuse;

import org.jspecify.annotations.NullMarked;
