/** Greetings. A greeting is not accepted work: when it fails nothing is owed. */
@NullMarked
package dev.cogo.ai.greeting;

import org.jspecify.annotations.NullMarked;
