package dev.cogo.schema.channel;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.util.UUID;
import java.util.regex.Pattern;

/** A channel that clients may listen to, by the seed's names. Who may listen to which is the gateway's rule. */
public sealed interface Channel {
    /** A session's messages, typing and presence; for its members. */
    record OfSession(UUID sessionId) implements Channel {
        @Override
        public String name() {
            return SESSION + sessionId;
        }
    }

    /** A user's own notifications. */
    record OfUser(UUID userId) implements Channel {
        @Override
        public String name() {
            return USER + userId;
        }
    }

    /** A task's progress and result; for the session's members and the task's owner. */
    record OfTask(UUID taskId) implements Channel {
        @Override
        public String name() {
            return TASK + taskId;
        }
    }

    /** Announcements; for everybody who is logged in. */
    record OfEveryone() implements Channel {
        @Override
        public String name() {
            return SYSTEM;
        }
    }

    /** How the nodes and the cluster do; for operators. */
    record OfOperators() implements Channel {
        @Override
        public String name() {
            return OPERATIONS;
        }
    }

    /** A name that clients agree on among themselves: their broadcasts, and nothing of the server. The gateway says which are open. */
    record OfRoom(String room) implements Channel {
        /** Visible ASCII without what JSON, URLs and logs would have to escape. */
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

        public OfRoom {
            if (!FORM.matcher(room).matches()) {
                throw unknown();
            }
        }

        @Override
        public String name() {
            return ROOM + room;
        }
    }

    String SESSION = "chat_session_";
    String USER = "user_notifications_";
    String TASK = "agent_tasks_";
    String ROOM = "free_";
    String SYSTEM = "system_announcements";
    String OPERATIONS = "system_operations";

    /** The name on the wire. */
    String name();

    /**
     * The channel of a name.
     *
     * @throws CogoException {@code channel_not_found}
     */
    static Channel parse(String name) {
        if (name.equals(SYSTEM)) {
            return new OfEveryone();
        } else if (name.equals(OPERATIONS)) {
            return new OfOperators();
        } else if (name.startsWith(SESSION)) {
            return new OfSession(id(name, SESSION));
        } else if (name.startsWith(USER)) {
            return new OfUser(id(name, USER));
        } else if (name.startsWith(TASK)) {
            return new OfTask(id(name, TASK));
        } else if (name.startsWith(ROOM)) {
            return new OfRoom(name.substring(ROOM.length()));
        }
        throw unknown();
    }

    private static UUID id(String name, String prefix) {
        try {
            UUID id = Ids.parse(name.substring(prefix.length()), "the channel's id");
            // One channel has one name: an upper-case id would be a second one that no event reaches.
            if (name.endsWith(id.toString())) {
                return id;
            }
        } catch (CogoException e) {
            // a wrong id and a wrong name look alike
        }
        throw unknown();
    }

    private static CogoException unknown() {
        return new CogoException(ErrorCode.CHANNEL_NOT_FOUND, "there is no such channel");
    }
}
