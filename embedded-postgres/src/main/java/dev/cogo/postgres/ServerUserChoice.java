package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who PostgreSQL can run as on this machine, by trying.
 *
 * <p>An ordinary user runs it as itself. Root gives it an account without rights, by the first of setpriv, runuser and su that works and
 * whose user can reach the data directory; that needs no user namespaces, which containers often forbid. Where no account can reach it
 * (below /root for example), and where the user has no account at all (as in some clusters), a user namespace is the way.
 */
final class ServerUserChoice {
    private static final Logger log = LoggerFactory.getLogger(ServerUserChoice.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The first that exists is taken, if the data directory does not belong to somebody already. */
    private static final List<String> ACCOUNTS = List.of("postgres", "nobody");

    /** What the server's user has to be able to do: be somebody with a name, who is not root, and reach data and binaries. */
    private static final String TRIAL = "test \"$(id -u)\" -ne 0 && id -un && cd -- \"$1\" && exec \"$2\" --version";

    private final Path home;
    private final Path data;
    private final String postgres;
    private final List<String> refusals = new ArrayList<>();

    private ServerUserChoice(PostgresFiles files, Binaries binaries) {
        this.home = files.home();
        this.data = files.data();
        this.postgres = binaries.program("postgres");
    }

    /** @throws EmbeddedPostgresException if there is no way, with what was tried */
    static ServerUser choose(PostgresFiles files, Binaries binaries) {
        return new ServerUserChoice(files, binaries).choose();
    }

    private ServerUser choose() {
        int uid = id("-u").orElseThrow(() -> new EmbeddedPostgresException(
                "The command 'id' does not work here, so PostgreSQL can't be started. Set DATABASE_URL to a server."));
        int gid = id("-g").orElse(uid);
        if (uid != 0 && Command.run(List.of("id", "-un"), LIMIT).ok()) {
            return ServerUser.self(uid, gid);
        }
        Stream<ServerUser> accounts = uid == 0 ? account().stream().flatMap(this::waysToBecome) : Stream.of();
        return Stream.concat(accounts, Stream.of(ServerUser.namespace(uid, gid)))
                .filter(this::works)
                .findFirst()
                .map(this::announced)
                .orElseThrow(() -> noWay(uid));
    }

    private ServerUser announced(ServerUser user) {
        log.info("PostgreSQL runs as {}", user.description());
        return user;
    }

    private Stream<ServerUser> waysToBecome(Account account) {
        String uid = "--reuid=" + account.uid;
        String gid = "--regid=" + account.gid;
        return Stream.of(
                ServerUser.account(
                        account.name,
                        account.uid,
                        account.gid,
                        "setpriv",
                        List.of("setpriv", uid, gid, "--clear-groups")),
                ServerUser.account(
                        account.name,
                        account.uid,
                        account.gid,
                        "runuser",
                        List.of("runuser", "-u", account.name, "--")),
                ServerUser.accountBySu(account.name, account.uid, account.gid));
    }

    private boolean works(ServerUser user) {
        Command.Result result =
                Command.run(user.command("/bin/sh", "-c", TRIAL, "sh", home.toString(), postgres), LIMIT);
        if (!result.ok()) {
            refusals.add(user.description() + ": " + result.output().replace('\n', ' '));
        }
        return result.ok();
    }

    /** Who owns the data already, if that is not root; else an account that every system has. */
    private Optional<Account> account() {
        try {
            if (Files.exists(data) && FileTrees.uid(data) != 0) {
                int gid = (Integer) Files.getAttribute(data, "unix:gid");
                return Optional.of(new Account(Files.getOwner(data).getName(), FileTrees.uid(data), gid));
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The directory " + data + " can't be read: " + PostgresFiles.reason(e), e);
        }
        return ACCOUNTS.stream().flatMap(name -> lookUp(name).stream()).findFirst();
    }

    private static Optional<Account> lookUp(String name) {
        return id("-u", name).flatMap(uid -> id("-g", name).map(gid -> new Account(name, uid, gid)));
    }

    private static Optional<Integer> id(String... arguments) {
        Command.Result result =
                Command.run(Stream.concat(Stream.of("id"), Stream.of(arguments)).toList(), LIMIT);
        return result.ok() ? Optional.of(Integer.valueOf(result.output())) : Optional.empty();
    }

    private EmbeddedPostgresException noWay(int uid) {
        String why = uid == 0
                ? "PostgreSQL refuses to run as root"
                : "PostgreSQL needs an account, and user " + uid + " has none";
        return new EmbeddedPostgresException(why + ", and no other user that can reach " + home + " was found. Give a"
                + " DATA_DIR that every user may enter (/var/lib/cogo for example), or start the program as an ordinary"
                + " user, or set DATABASE_URL to a PostgreSQL server. Tried: " + String.join("; ", refusals));
    }

    private record Account(String name, int uid, int gid) {}
}
