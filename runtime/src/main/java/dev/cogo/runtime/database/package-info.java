/** Where PostgreSQL is, how its tables come to be, and how virtual-thread verticles talk to it. */
@NullMarked
package dev.cogo.runtime.database;

import org.jspecify.annotations.NullMarked;
