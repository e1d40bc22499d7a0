package dev.cogo.node;

import dev.cogo.archive.retention.ArchiveException;
import dev.cogo.archive.retention.ArchiveRestore;
import dev.cogo.chat.administration.SessionAdministration;
import dev.cogo.chat.administration.SessionExport;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.session.DeleteSession;
import dev.cogo.schema.session.HoldSession;
import dev.cogo.schema.session.ListAllSessions;
import dev.cogo.schema.session.ListAnyMembers;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.ReadSessionExport;
import dev.cogo.schema.session.ReadSessionOverview;
import dev.cogo.schema.session.ReleaseSession;
import dev.cogo.schema.session.SessionExportPart;
import dev.cogo.schema.session.SessionHold;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionOverview;
import dev.cogo.schema.session.SessionOverviewPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands on everybody's sessions, for whoever may read the database's password; beside running nodes. */
final class SessionCommands {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR, Setting.DATABASE_URL, Setting.CHAT_ENCRYPTION_KEY, Setting.LOG_LEVEL, Setting.LOG_FORMAT
    };

    private SessionCommands() {}

    static CommandSpec spec() {
        return CommandGroup.of(
                "session",
                "Sessions: list, show, hold, release, export, delete, restore.",
                SETTINGS,
                List.of(
                        Map.entry("list", new ListSessions()),
                        Map.entry("show", new Show()),
                        Map.entry("hold", new Hold()),
                        Map.entry("release", new Release()),
                        Map.entry("export", new Export()),
                        Map.entry("delete", new Delete()),
                        Map.entry("restore", new RestoreArchive())));
    }

    /** A command that works on one session. */
    private abstract static class OnSession extends AuditedCommand {
        @Parameters(paramLabel = "ID", description = "The session's id.")
        private UUID id;

        @Override
        final void act(Database database, PrintWriter out) {
            work(database, new SessionAdministration(database), id, out);
        }

        abstract void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out);
    }

    private static String line(SessionOverview session) {
        SessionHold hold = session.hold();
        return String.join(
                "\t",
                session.id().toString(),
                session.kind().wireName(),
                session.memberCount() + " members",
                session.messageCount() + " messages",
                session.lastActivity().toString(),
                session.deleting()
                        ? "deleting"
                        : hold != null
                                ? "on hold: " + hold.reason()
                                : session.archivedAt() != null ? "archived" : "open",
                session.title() == null ? "" : session.title());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows sessions, the newest first.")
    private static final class ListSessions extends DatabaseCommand {
        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "The beginning of the title.")
        private @Nullable String title;

        @Option(names = "--kind", paramLabel = "KIND", description = "Only those: direct or group.")
        private @Nullable String kind;

        @Option(names = "--member", paramLabel = "ID", description = "Only those of this user.")
        private @Nullable UUID member;

        @Option(names = "--held", description = "Only those on hold.")
        private boolean held;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "At most so many. Default: ${DEFAULT-VALUE}")
        private int limit;

        @Override
        void work(Database database, PrintWriter out) {
            SessionAdministration sessions = new SessionAdministration(database);
            UUID after = null;
            int left = limit;
            while (left > 0) {
                SessionOverviewPage page = sessions.list(new ListAllSessions(
                        title, kind(), member, held, Math.min(left, ListAllSessions.MAX_LIMIT), after));
                page.items().forEach(session -> out.println(line(session)));
                if (page.next() == null) {
                    break;
                }
                left -= page.items().size();
                after = UUID.fromString(page.next());
            }
        }

        private @Nullable SessionKind kind() {
            try {
                return kind == null ? null : SessionKind.of(kind);
            } catch (IllegalArgumentException e) {
                throw new StartException("--kind must be direct or group", e);
            }
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a session with its members.")
    private static final class Show extends OnSession {
        @Override
        void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out) {
            SessionOverview session = sessions.read(new ReadSessionOverview(id));
            out.println(line(session));
            if (session.files() != null) {
                session.files().forEach(file -> out.println("file\t" + file));
            }
            String cursor = null;
            do {
                MemberPage page = sessions.members(new ListAnyMembers(id, ListMembers.MAX_LIMIT, cursor));
                page.items()
                        .forEach(member -> out.println("member\t" + member.userId() + "\t"
                                + member.role().wireName() + "\t" + member.displayName()));
                cursor = page.next();
            } while (cursor != null);
        }
    }

    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            description =
                    "Lets nothing of a session get lost: retention passes it by, it can't be deleted, and earlier versions of its"
                            + " messages are kept.")
    private static final class Hold extends OnSession {
        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; for other operators.")
        private String reason;

        @Override
        void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out) {
            out.println(line(sessions.hold(new HoldSession(null, id, reason))));
            done("hold", "session", id);
        }
    }

    @Command(name = "release", mixinStandardHelpOptions = true, description = "Ends a hold.")
    private static final class Release extends OnSession {
        @Override
        void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out) {
            sessions.release(new ReleaseSession(id));
            done("release", "session", id);
            out.println("On hold no more.");
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a session as lines of JSON: itself, its members, its messages, decrypted with CHAT_ENCRYPTION_KEY.")
    private static final class Export extends OnSession {
        @Override
        void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out) {
            MessageRows rows = new MessageRows(new MessageCipher(NodeConfig.encryptionKeys(settings())));
            SessionExport export = new SessionExport(database, sessions, rows);
            String cursor = null;
            do {
                SessionExportPart part = export.read(new ReadSessionExport(id, cursor));
                part.lines().forEach(out::println);
                cursor = part.next();
            } while (cursor != null);
            done("export", "session", id);
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a session with all that is in it; a running node does it within some seconds.")
    private static final class Delete extends OnSession {
        @Override
        void work(Database database, SessionAdministration sessions, UUID id, PrintWriter out) {
            sessions.delete(new DeleteSession(id));
            done("delete", "session", id);
            out.println("Running nodes delete it.");
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description =
                    "Brings back what retention has let go, from a file of ARCHIVE_FOLDER. The sessions are on hold from then on.")
    private static final class RestoreArchive extends AuditedCommand {
        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file;

        @Option(names = "--session", paramLabel = "ID", description = "Only of this session.")
        private @Nullable UUID session;

        @Override
        void act(Database database, PrintWriter out) {
            try {
                ArchiveRestore.Report report = new ArchiveRestore(database).restore(file.toAbsolutePath(), session);
                done("restore", "file", file.getFileName());
                out.printf(
                        "%d of %d messages came back, into %d sessions, which are on hold now.%n",
                        report.restored(), report.found(), report.sessions());
            } catch (ArchiveException e) {
                throw new StartException(e.getMessage(), e);
            }
        }
    }
}
