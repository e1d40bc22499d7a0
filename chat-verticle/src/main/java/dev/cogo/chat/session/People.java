package dev.cogo.chat.session;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.text.Content;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds accounts by what clients call them: a user id or an e-mail address. */
final class People {
    private static final int MAX_EMAIL = 254; // RFC 5321, section 4.5.3.1.3, without the angle brackets

    private static final String FIND =
            "SELECT id, email FROM accounts WHERE id = ANY($1::uuid[]) OR email = ANY($2::text[])";

    private People() {}

    /**
     * The accounts of these names, in their order and each once.
     *
     * @throws CogoException {@code user_not_found} when one has none, with the words of {@link #notAddable}
     */
    static Set<UUID> find(Statements statements, Collection<String> names) {
        Map<String, @Nullable UUID> accounts = new HashMap<>();
        names.forEach(name -> accounts.put(normalise(name), null));
        UUID[] ids = accounts.keySet().stream()
                .filter(name -> !isEmail(name))
                .map(People::parse)
                .toArray(UUID[]::new);
        String[] emails = accounts.keySet().stream().filter(People::isEmail).toArray(String[]::new);
        for (Row row : statements.query(FIND, ids, emails)) {
            UUID id = row.getUUID("id");
            accounts.replace(id.toString(), id);
            String email = row.getString("email");
            if (email != null) {
                accounts.replace(email, id);
            }
        }
        Set<UUID> found = new LinkedHashSet<>();
        for (String name : names) {
            UUID id = accounts.get(normalise(name));
            if (id == null) {
                throw notAddable();
            }
            found.add(id);
        }
        return found;
    }

    /** The failure for who has no account and, in the same words, for who may not be added. */
    static CogoException notAddable() {
        return new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such user, or they join by invite only");
    }

    /** The failure for who is no member. */
    static CogoException notFound() {
        return new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such user");
    }

    private static String normalise(String name) {
        Content.checkLine(name, "member", MAX_EMAIL);
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static UUID parse(String name) {
        try {
            return Ids.parse(name, "member");
        } catch (CogoException e) {
            throw CogoException.invalid("a member is neither a user id nor an e-mail address");
        }
    }

    private static boolean isEmail(String name) {
        return name.indexOf('@') >= 0;
    }
}
