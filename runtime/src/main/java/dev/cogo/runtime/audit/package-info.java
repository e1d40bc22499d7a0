/**
 * The security log: who logged in, who was refused, who changed what others may do. {@link dev.cogo.runtime.audit.AuditLog} writes
 * it under the name {@code cogo.audit}; {@code docs/operating.md} lists the events.
 */
@NullMarked
package dev.cogo.runtime.audit;

import org.jspecify.annotations.NullMarked;
