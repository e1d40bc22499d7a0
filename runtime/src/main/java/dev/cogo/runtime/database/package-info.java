/**
 * Where PostgreSQL is ({@link dev.cogo.runtime.database.DatabaseConfig}), how its tables come to be ({@link
 * dev.cogo.runtime.database.Migrations}), and how verticles talk to it: {@link dev.cogo.runtime.database.Database} on
 * virtual threads, {@link dev.cogo.runtime.database.PipelinedTransaction} on an event loop.
 */
@NullMarked
package dev.cogo.runtime.database;

import org.jspecify.annotations.NullMarked;
