package dev.cogo.bench.messages;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.schema.identity.Ids;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sessions with their members, and whose turn it is: each session in turn, and in it each member in turn. */
public final class Conversations {
    private final List<Conversation> all;
    private long turns;

    private Conversations(List<Conversation> all) {
        this.all = all;
    }

    /** Accounts that nobody can log in to, which the bus does not mind. */
    static List<UUID> accounts(BenchSchema schema, int count) {
        UUID[] ids = Stream.generate(Ids::next).limit(count).toArray(UUID[]::new);
        schema.query(
                "INSERT INTO accounts (id, display_name) SELECT id, 'bench' FROM unnest($1::uuid[]) AS id",
                (Object) ids);
        return List.of(ids);
    }

    /** So many sessions, each with one of the users, who take turns. */
    public static Conversations many(BenchSchema schema, int count, List<UUID> users) {
        return make(
                schema,
                IntStream.range(0, count)
                        .mapToObj(i -> new Conversation(Ids.next(), List.of(users.get(i % users.size()))))
                        .toList());
    }

    /** So many sessions with so many of the users each, who take turns; a user is in several of them. */
    public static Conversations rooms(BenchSchema schema, int count, int people, List<UUID> users) {
        return make(
                schema,
                IntStream.range(0, count)
                        .mapToObj(room -> new Conversation(
                                Ids.next(),
                                IntStream.range(room * people, (room + 1) * people)
                                        .mapToObj(seat -> users.get(seat % users.size()))
                                        .toList()))
                        .toList());
    }

    /** One session that all the users write in. */
    public static Conversations oneHot(BenchSchema schema, List<UUID> users) {
        return make(schema, List.of(new Conversation(Ids.next(), users)));
    }

    private static Conversations make(BenchSchema schema, List<Conversation> all) {
        schema.query(
                "INSERT INTO user_chat_sessions (session_id, kind, ai) SELECT id, 'group', false FROM unnest($1::uuid[]) AS id",
                (Object) all.stream().map(Conversation::sessionId).toArray(UUID[]::new));
        schema.query(
                """
                INSERT INTO session_members (session_id, user_id, role)
                SELECT session_id, user_id, 'owner' FROM unnest($1::uuid[], $2::uuid[]) AS m (session_id, user_id)""",
                all.stream()
                        .flatMap(c -> c.members().stream().map(member -> c.sessionId()))
                        .toArray(UUID[]::new),
                all.stream().flatMap(c -> c.members().stream()).toArray(UUID[]::new));
        return new Conversations(all);
    }

    /** Who writes where next. For one thread. */
    public Turn next() {
        long turn = turns++;
        int index = (int) (turn % all.size());
        Conversation conversation = all.get(index);
        List<UUID> members = conversation.members();
        return new Turn(index, conversation.sessionId(), members.get((int) (turn / all.size() % members.size())));
    }

    int size() {
        return all.size();
    }

    /** One of the sessions. */
    public Conversation get(int index) {
        return all.get(index);
    }

    /** A session and who is in it. */
    public record Conversation(UUID sessionId, List<UUID> members) {}

    /** @param index of the session */
    public record Turn(int index, UUID sessionId, UUID userId) {}
}
