package dev.cogo.node.api;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The people of the role table, and the sessions in which each plays their part: always as others than the founder. */
final class RoleCast {
    private final ApiFixture world;
    private final Person founder;
    private final Person admin;
    private final Person member;
    private final Person newcomer;
    private final Person stranger;
    private final Map<EffectiveRole, Person> callers = new EnumMap<>(EffectiveRole.class);

    RoleCast(ApiFixture world) {
        this.world = world;
        founder = world.newPerson("founder");
        admin = world.newPerson("admin");
        member = world.newPerson("member");
        newcomer = world.newPerson("newcomer");
        stranger = world.newPerson("stranger");
        for (EffectiveRole effectiveRole : EffectiveRole.values()) {
            callers.put(effectiveRole, world.newPerson("caller"));
        }
    }

    Person stranger() {
        return stranger;
    }

    /** A session for one cell; in a direct one all others are the founder. */
    Scene scene(EffectiveRole effectiveRole) {
        Person caller = callers.get(effectiveRole);
        if (effectiveRole == EffectiveRole.PEER) {
            JsonObject direct = new JsonObject()
                    .put("kind", "direct")
                    .put("members", List.of(caller.id()))
                    .put("ai", false);
            String session = world.api()
                    .get(Request.post("/chat/session").with(direct).as(founder))
                    .getString("id");
            return new Scene(session, caller, founder, founder, founder);
        }
        String session = world.newSession(founder, member);
        add(session, admin, "admin");
        add(session, caller, effectiveRole.name().toLowerCase(java.util.Locale.ROOT));
        return new Scene(session, caller, founder, admin, member);
    }

    private void add(String session, Person person, String role) {
        world.api().get(adding(session, person, role).as(founder));
    }

    private static Request adding(String session, Person person, String role) {
        return of("POST", "/members", session)
                .with(new JsonObject().put("member", person.id()).put("role", role));
    }

    private static Request of(String method, String path, String session) {
        return Request.of(method, "/chat/session/{sessionId}" + path).at("sessionId", session);
    }

    /** A session with the caller of a cell and the others whom the action may concern. */
    final class Scene {
        private final String session;
        private final Person caller;
        private final Person otherOwner;
        private final Person otherAdmin;
        private final Person otherMember;

        Scene(String session, Person caller, Person otherOwner, Person otherAdmin, Person otherMember) {
            this.session = session;
            this.caller = caller;
            this.otherOwner = otherOwner;
            this.otherAdmin = otherAdmin;
            this.otherMember = otherMember;
        }

        Person caller() {
            return caller;
        }

        /** The calls of the action, as anybody may try them. */
        List<Request> calls(Permission action) {
            return switch (action) {
                case READ ->
                    List.of(
                            of("GET", "", session),
                            of("GET", "/members", session),
                            of("GET", "/presence", session),
                            of("GET", "/events", session).query("after", 0),
                            Request.get("/chat/history/{sessionId}").at("sessionId", session),
                            of("POST", "/read", session).with(new JsonObject().put("seq", 0)),
                            of("PUT", "/mute", session).with(new JsonObject().put("muted", true)));
                case SEND ->
                    List.of(Request.post("/chat/message")
                            .with(new JsonObject().put("sessionId", session).put("content", "hello")));
                case REACT -> List.of(message("PUT", "/reaction/%2B1", otherMember));
                case EDIT_OWN -> List.of(edit(caller));
                case DELETE_OWN -> List.of(message("DELETE", "", caller));
                case EDIT_OTHERS -> List.of(edit(otherMember), edit(otherAdmin));
                case DELETE_OTHERS -> List.of(message("DELETE", "", otherMember), message("DELETE", "", otherAdmin));
                case EDIT_OWNERS -> List.of(edit(otherOwner));
                case DELETE_OWNERS -> List.of(message("DELETE", "", otherOwner));
                case ADD_MEMBER ->
                    List.of(
                            adding(session, newcomer, "member"),
                            of("POST", "/invites", session).with(new JsonObject()),
                            of("GET", "/invites", session),
                            of("DELETE", "/invites/" + invite(), session));
                case ADD_ADMIN -> List.of(adding(session, newcomer, "admin"));
                case ADD_OWNER -> List.of(adding(session, newcomer, "owner"));
                case REMOVE_MEMBER -> List.of(member("DELETE", otherMember));
                case REMOVE_ADMIN -> List.of(member("DELETE", otherAdmin));
                case REMOVE_OWNER -> List.of(member("DELETE", otherOwner));
                case CHANGE_ROLE -> List.of(role(otherMember, "admin"), role(otherAdmin, "member"));
                case CHANGE_OWNERS_ROLE -> List.of(role(otherOwner, "admin"));
                case SILENCE_MEMBER -> List.of(silence(otherMember));
                case SILENCE_ADMIN -> List.of(silence(otherAdmin));
                case SILENCE_OWNER -> List.of(silence(otherOwner));
                case SET_TITLE -> List.of(settings("title", "another"));
                case SET_LANGUAGE -> List.of(settings("language", "ko"));
                case SET_AI -> List.of(settings("ai", false));
                case SET_SLOW_MODE -> List.of(settings("slowModeSeconds", 60));
                case ARCHIVE -> List.of(settings("archived", true), settings("archived", false));
                case TRANSFER_OWNERSHIP ->
                    List.of(of("POST", "/owner", session).with(new JsonObject().put("userId", otherMember.id())));
                case LEAVE -> List.of(member("DELETE", caller));
            };
        }

        private Request edit(Person author) {
            return message("PATCH", "", author).with(new JsonObject().put("content", "edited"));
        }

        private Request message(String method, String path, Person author) {
            String id = world.send(author, session, "by " + author.id()).getString("id");
            return of(method, "/message/" + id + path, session);
        }

        private Request member(String method, Person person) {
            return of(method, "/members/" + person.id(), session);
        }

        private Request role(Person person, String role) {
            return member("PATCH", person).with(new JsonObject().put("role", role));
        }

        private Request silence(Person person) {
            return member("PATCH", person).with(new JsonObject().put("silenceSeconds", 60));
        }

        private Request settings(String name, Object value) {
            return of("PATCH", "", session).with(new JsonObject().put(name, value));
        }

        private String invite() {
            return otherOwner == otherMember // a direct session, which has none
                    ? Ids.next().toString()
                    : world.api()
                            .get(of("POST", "/invites", session)
                                    .with(new JsonObject())
                                    .as(otherOwner))
                            .getString("id");
        }
    }
}
