/**
 * Configuration, read once at the start: {@link dev.cogo.node.config.Setting} lists every setting with its default, {@link
 * dev.cogo.node.config.NodeConfig} makes typed records of them. A wrong value stops the start with a sentence that names it;
 * a secret is never printed.
 */
@NullMarked
package dev.cogo.node.config;

import org.jspecify.annotations.NullMarked;
