package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who PostgreSQL runs as, and how to become that one. PostgreSQL refuses to run as root.
 *
 * @param description for the log
 * @param uid the user that its files must belong to, as we see it
 * @param gid that user's group
 * @param becoming makes a command of ours into one that runs as that user
 */
record ServerUser(String description, int uid, int gid, UnaryOperator<List<String>> becoming) {

    /** Ourselves. */
    static ServerUser self(int uid, int gid) {
        return new ServerUser("our own user", uid, gid, command -> command);
    }

    /**
     * An account of the system, through a program that is put before the command.
     *
     * @param how names the program
     */
    static ServerUser account(String name, int uid, int gid, String how, List<String> prefix) {
        return new ServerUser(
                "user '" + name + "' by " + how,
                uid,
                gid,
                command -> Stream.concat(prefix.stream(), command.stream()).toList());
    }

    /** An account of the system, through {@code su}, which wants one line for a shell. */
    static ServerUser accountBySu(String name, int uid, int gid) {
        return new ServerUser(
                "user '" + name + "' by su",
                uid,
                gid,
                command -> List.of("su", "-s", "/bin/sh", name, "-c", "exec " + quoted(command)));
    }

    /**
     * A user namespace: to the kernel the server stays what we are, with none of root's powers; to itself it is nobody.
     *
     * @param uid what we are
     */
    static ServerUser namespace(int uid, int gid) {
        return new ServerUser(
                "our own user in a user namespace by unshare",
                uid,
                gid,
                command -> Stream.concat(Stream.of("unshare", "-U"), command.stream())
                        .toList());
    }

    /** The command that runs the given one as this user. */
    List<String> command(String... command) {
        return becoming.apply(List.of(command));
    }

    /**
     * Makes a file, or a directory with all that is in it, belong to this user.
     *
     * @throws EmbeddedPostgresException if it does not and we may not change that
     */
    void own(Path path) {
        try {
            if (FileTrees.uid(path) != uid) {
                FileTrees.chown(path, uid, gid);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    path + " belongs to another user than the one that PostgreSQL runs as (" + description
                            + "), and that can't be changed (" + PostgresFiles.reason(e)
                            + "). Start the program as the user who started it before, or give another DATA_DIR.",
                    e);
        }
    }

    private static String quoted(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
