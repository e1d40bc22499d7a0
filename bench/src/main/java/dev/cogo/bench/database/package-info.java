/** The database that is measured on: a server of its own or a given one, and in it schemas that come and go. */
@NullMarked
package dev.cogo.bench.database;

import org.jspecify.annotations.NullMarked;
