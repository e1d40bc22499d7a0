/** What a provider of answers is asked, what it gives, and how it fails: the shape that each of them has. */
@NullMarked
package dev.cogo.ai.provider;

import org.jspecify.annotations.NullMarked;
