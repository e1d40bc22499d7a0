/**
 * What a provider of answers is asked, what it gives, and how it fails: the shape that each of them has. {@link
 * dev.cogo.ai.provider.Provider} is the interface, {@code ProviderContract} the test that each passes.
 */
@NullMarked
package dev.cogo.ai.provider;

import org.jspecify.annotations.NullMarked;
