/**
 * Greetings. A greeting is not accepted work: when it fails nothing is owed. {@link dev.cogo.ai.greeting.GreetingService} is
 * the way in.
 */
@NullMarked
package dev.cogo.ai.greeting;

import org.jspecify.annotations.NullMarked;
