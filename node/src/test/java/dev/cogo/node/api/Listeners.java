package dev.cogo.node.api;

import dev.cogo.schema.channel.Channel;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The people of the table of who may listen to what, and the channels that they try. Made once for a world. */
final class Listeners {
    /** The part that somebody plays in the session. */
    enum Role {
        OWNER,
        ADMIN,
        MEMBER,
        SILENCED,
        /** A member who has no account. */
        ANONYMOUS,
        /** In a direct session, by the other. */
        BLOCKED,
        /** The other of a direct session. */
        BLOCKER,
        /** Was a member. */
        REMOVED,
        STRANGER,
        OPERATOR,
        /** A member whose login has ended; the token would be good for a while. */
        LOGGED_OUT
    }

    /** A channel, as it stands to the one who tries it. */
    enum Place {
        SESSION,
        OWN_NOTIFICATIONS,
        OTHERS_NOTIFICATIONS,
        /** One that they started themselves: in the session when they were in it. */
        OWN_TASK,
        /** One that another has started in the session. */
        SESSIONS_TASK,
        /** One of another session. */
        FOREIGN_TASK,
        ANNOUNCEMENTS,
        OPERATIONS
    }

    private static @Nullable Listeners made;

    private final ApiFixture world;
    private final Map<Role, Person> people = new EnumMap<>(Role.class);
    private final Map<Role, String> ownTasks = new EnumMap<>(Role.class);
    private final Person host;
    private final String group;
    private final String groupTask;
    private final String direct;
    private final String foreignTask;

    private Listeners(ApiFixture world) {
        this.world = world;
        host = world.newPerson("host");
        for (Role role : Role.values()) {
            people.put(
                    role,
                    switch (role) {
                        case ANONYMOUS -> world.newAnonymous();
                        case OPERATOR -> world.operator();
                        default -> world.newPerson("listener");
                    });
        }
        group = world.newSession(person(Role.OWNER), host);
        for (Role role : new Role[] {Role.MEMBER, Role.SILENCED, Role.ANONYMOUS, Role.REMOVED, Role.LOGGED_OUT}) {
            add(role, "member");
        }
        add(Role.ADMIN, "admin");
        groupTask = world.newTask(host, group);
        foreignTask = world.newTask(host, world.newSession(host));
        direct = world.api()
                .get(GoodCalls.direct(person(Role.BLOCKED), person(Role.BLOCKER)))
                .getString("id");
        for (Role role : Role.values()) {
            ownTasks.put(
                    role,
                    world.newTask(
                            person(role),
                            switch (role) {
                                case STRANGER, OPERATOR -> world.newSession(person(role));
                                case BLOCKED, BLOCKER -> direct;
                                default -> group;
                            }));
        }
        losePlaces();
    }

    static synchronized Listeners of(ApiFixture world) {
        Listeners known = made;
        if (known == null || known.world != world) {
            known = new Listeners(world);
            made = known;
        }
        return known;
    }

    Person person(Role role) {
        return people.get(role);
    }

    String channel(Role role, Place place) {
        boolean pair = role == Role.BLOCKED || role == Role.BLOCKER;
        Role other = role == Role.BLOCKED ? Role.BLOCKER : Role.BLOCKED;
        return switch (place) {
            case SESSION -> Channel.SESSION + (pair ? direct : group);
            case OWN_NOTIFICATIONS -> Channel.USER + person(role).id();
            case OTHERS_NOTIFICATIONS -> Channel.USER + (pair ? person(other) : host).id();
            case OWN_TASK -> Channel.TASK + ownTasks.get(role);
            case SESSIONS_TASK -> Channel.TASK + (pair ? ownTasks.get(other) : groupTask);
            case FOREIGN_TASK -> Channel.TASK + foreignTask;
            case ANNOUNCEMENTS -> Channel.SYSTEM;
            case OPERATIONS -> Channel.OPERATIONS;
        };
    }

    /** What became of a register: a sign of the table. */
    static char outcome(JsonObject answer) {
        return switch (answer.getString("code", answer.getString("event"))) {
            case "subscribed" -> '+';
            case "channel_not_found" -> '-';
            case "invalid_token" -> '!';
            default -> throw new AssertionError(answer);
        };
    }

    private void add(Role role, String as) {
        world.api()
                .get(Request.post("/chat/session/{sessionId}/members")
                        .at("sessionId", group)
                        .with(new JsonObject().put("member", person(role).id()).put("role", as))
                        .as(person(Role.OWNER)));
    }

    private void losePlaces() {
        world.api()
                .get(Request.of("PATCH", "/chat/session/{sessionId}/members/{userId}")
                        .at("sessionId", group)
                        .at("userId", person(Role.SILENCED).id())
                        .with(new JsonObject().put("silenceSeconds", 3600))
                        .as(person(Role.OWNER)));
        world.api().get(GoodCalls.member(group, person(Role.REMOVED)).as(person(Role.OWNER)));
        world.api().get(GoodGroupCalls.block(person(Role.BLOCKED)).as(person(Role.BLOCKER)));
        Person leaving = person(Role.LOGGED_OUT);
        world.api()
                .get(Request.post("/auth/logout").with(new JsonObject().put("refreshToken", leaving.refreshToken())));
    }
}
