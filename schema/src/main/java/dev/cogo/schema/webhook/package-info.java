/** Webhooks: what happens here, told to URLs that operators name, in the form of Standard Webhooks 1.0. */
@NullMarked
package dev.cogo.schema.webhook;

import org.jspecify.annotations.NullMarked;
