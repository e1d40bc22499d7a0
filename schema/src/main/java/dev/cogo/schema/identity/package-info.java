/**
 * Identifiers (UUID version 7), language tags and who may add whom, in the one form that is known here. Begin with {@link
 * dev.cogo.schema.identity.Ids}.
 */
@NullMarked
package dev.cogo.schema.identity;

import org.jspecify.annotations.NullMarked;
