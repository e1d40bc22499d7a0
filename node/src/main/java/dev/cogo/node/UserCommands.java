package dev.cogo.node;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.admin.ListedUser;
import dev.cogo.gateway.auth.admin.UserAdministration;
import dev.cogo.gateway.auth.admin.UserAdministration.Kind;
import dev.cogo.gateway.auth.admin.UserSearch;
import dev.cogo.gateway.auth.password.PasswordLink;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.runtime.database.Database;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands on accounts, for whoever may read the database's password: so the first operator is made. They work beside running
 * nodes, which take notice within some seconds.
 */
final class UserCommands {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR,
        Setting.DATABASE_URL,
        Setting.OPERATOR_EMAILS,
        Setting.PUBLIC_URL,
        Setting.HTTP_HOST,
        Setting.HTTP_PORT,
        Setting.LOG_LEVEL,
        Setting.LOG_FORMAT
    };

    private UserCommands() {}

    static CommandSpec spec() {
        return CommandGroup.of(
                "user",
                "Accounts: list, create, reset, disable, enable, operator.",
                SETTINGS,
                List.of(
                        Map.entry("list", new ListUsers()),
                        Map.entry("create", new Create()),
                        Map.entry("reset", new Reset()),
                        Map.entry("disable", new Disable()),
                        Map.entry("enable", new Enable()),
                        Map.entry("operator", new Operator())));
    }

    /** A command that works on the accounts. */
    private abstract static class OnUsers extends AuditedCommand {
        @Override
        final void act(Database database, PrintWriter out) {
            work(new UserAdministration(database, operators(), (user, logins, reason) -> {}), out);
        }

        abstract void work(UserAdministration users, PrintWriter out);

        private Set<String> operators() {
            return settings().list(Setting.OPERATOR_EMAILS).stream()
                    .map(EmailAddress::ofSetting)
                    .collect(Collectors.toUnmodifiableSet());
        }

        final void done(String what, ListedUser user) {
            done(what, "user", user.id());
        }

        final void show(PasswordLink link) {
            out().println("Hand this over; it is good once, until " + link.expiresAt() + ":");
            out().println(NodeConfig.publicUrl(settings()) + link.path());
        }
    }

    /** One that works on one account. */
    private abstract static class OnUser extends OnUsers {
        @Parameters(paramLabel = "EMAIL", description = "The account's e-mail address.")
        private String email;

        @Override
        final void work(UserAdministration users, PrintWriter out) {
            work(users, users.find(email), out);
        }

        abstract void work(UserAdministration users, ListedUser user, PrintWriter out);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows accounts, the newest first.")
    private static final class ListUsers extends OnUsers {
        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "A part of the address or name.")
        private @Nullable String text;

        @Option(names = "--state", paramLabel = "STATE", description = "Only those: active, disabled or operator.")
        private @Nullable State state;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "At most so many. Default: ${DEFAULT-VALUE}")
        private int limit;

        private enum State {
            active,
            disabled,
            operator
        }

        @Override
        void work(UserAdministration users, PrintWriter out) {
            UserSearch.State wanted = state == null ? null : UserSearch.State.of(state.name());
            ListedUser last = null;
            int left = limit;
            while (left > 0) {
                int size = Math.min(left, UserSearch.MAX_LIMIT);
                List<ListedUser> page = users.list(new UserSearch(text, wanted, last == null ? null : last.id(), size));
                page.forEach(user -> out.println(line(user)));
                if (page.size() < size) {
                    return;
                }
                last = page.getLast();
                left -= size;
            }
        }

        private static String line(ListedUser user) {
            return String.join(
                    "\t",
                    user.id().toString(),
                    user.email() == null ? "(anonymous)" : user.email(),
                    user.disabledAt() != null ? "disabled" : user.operator() ? "operator" : "active",
                    user.lastSeen() == null ? "never" : user.lastSeen().toString(),
                    user.displayName());
        }
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes an account, and shows the link by which its user chooses a password.")
    private static final class Create extends OnUsers {
        @Parameters(paramLabel = "EMAIL", description = "The e-mail address.")
        private String email;

        @Option(names = "--name", paramLabel = "NAME", description = "What others see. Default: what is before the @.")
        private @Nullable String name;

        @Option(names = "--language", paramLabel = "TAG", description = "What the AI speaks to them, such as ko or en.")
        private @Nullable String language;

        @Option(names = "--operator", description = "An operator.")
        private boolean operator;

        @Option(names = "--service", description = "A bot or a back end: no password, operators make its tokens.")
        private boolean service;

        @Override
        void work(UserAdministration users, PrintWriter out) {
            UserAdministration.Created made = users.create(
                    email, name, language, operator ? Kind.OPERATOR : service ? Kind.SERVICE : Kind.PERSON);
            done("create", made.user());
            if (made.link() == null) {
                out.println("A service user, " + made.user().id() + "; operators make its tokens.");
            } else {
                show(made.link());
            }
        }
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Shows a link by which a user chooses another password.")
    private static final class Reset extends OnUser {
        @Override
        void work(UserAdministration users, ListedUser user, PrintWriter out) {
            PasswordLink link = users.link(user.id());
            done("reset", user);
            show(link);
        }
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Lets nobody log in with an account, and ends its logins.")
    private static final class Disable extends OnUser {
        @Override
        void work(UserAdministration users, ListedUser user, PrintWriter out) {
            done("disable", users.setDisabled(user.id(), true));
            out.println("Disabled; running nodes end its connections within some seconds.");
        }
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a user log in again.")
    private static final class Enable extends OnUser {
        @Override
        void work(UserAdministration users, ListedUser user, PrintWriter out) {
            done("enable", users.setDisabled(user.id(), false));
            out.println("Enabled.");
        }
    }

    @Command(
            name = "operator",
            mixinStandardHelpOptions = true,
            description = "Makes a user an operator from the next login on, or takes that away.")
    private static final class Operator extends OnUser {
        @Option(names = "--off", description = "Takes it away, and ends the logins.")
        private boolean off;

        @Override
        void work(UserAdministration users, ListedUser user, PrintWriter out) {
            done(off ? "operator_off" : "operator", users.setOperator(user.id(), !off));
            out.println(off ? "No operator any more." : "An operator, from the next login on.");
        }
    }
}
