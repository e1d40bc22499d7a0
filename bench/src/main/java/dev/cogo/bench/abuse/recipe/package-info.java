/** What an attacker may do to a node. A call that does real work gets a class here and a line in {@link Recipes}. */
@NullMarked
package dev.cogo.bench.abuse.recipe;

import org.jspecify.annotations.NullMarked;
