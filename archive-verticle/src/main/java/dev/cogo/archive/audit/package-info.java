/**
 * The partitions of {@code audit_log}, the security log's rows: made ahead by the month, dropped whole when they are old. See {@link
 * dev.cogo.archive.audit.AuditPartitions}.
 */
@NullMarked
package dev.cogo.archive.audit;

import org.jspecify.annotations.NullMarked;
