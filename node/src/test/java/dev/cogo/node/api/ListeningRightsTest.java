package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.api.Listeners.Place;
import dev.cogo.node.api.Listeners.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may listen to what: every part that one can play, at every channel, through every door. */
@ExtendWith(WholeNode.class)
class ListeningRightsTest {
    /** {@code +}: hears it. {@code -}: it looks as if it did not exist. {@code !}: the token is refused. */
    private static final String TABLE = """
            role        | session own others own-task sessions-task foreign-task announcements operations
            OWNER       |    +     +     -      +           +            -             +           -
            ADMIN       |    +     +     -      +           +            -             +           -
            MEMBER      |    +     +     -      +           +            -             +           -
            SILENCED    |    +     +     -      +           +            -             +           -
            ANONYMOUS   |    +     +     -      +           +            -             +           -
            BLOCKED     |    +     +     -      +           +            -             +           -
            BLOCKER     |    +     +     -      +           +            -             +           -
            REMOVED     |    -     +     -      +           -            -             +           -
            STRANGER    |    -     +     -      +           -            -             +           -
            OPERATOR    |    -     +     -      +           -            -             +           +
            LOGGED_OUT  |    !     !     !      !           !            !             !           !
            """;

    @TestFactory
    Stream<DynamicTest> overAPlainWebSocket(ApiFixture world) {
        return cells(world)
                .map(cell -> cell.test(listener -> {
                    try (Bridge bridge = world.bridge()) {
                        return Listeners.outcome(bridge.register(listener.channel(), listener.token()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> overSockJs(ApiFixture world) {
        return cells(world)
                .map(cell -> cell.test(listener -> {
                    try (Bridge bridge = world.sockJsBridge()) {
                        return Listeners.outcome(bridge.register(listener.channel(), listener.token()));
                    }
                }));
    }

    /** Which has a session's channel only. */
    @TestFactory
    Stream<DynamicTest> asAnEventStream(ApiFixture world) {
        return cells(world)
                .filter(cell -> cell.place() == Place.SESSION)
                .map(cell -> cell.test(listener -> {
                    Request stream = Request.get(
                                    "/" + listener.channel().replace("chat_session_", "chat/session/") + "/events")
                            .bearing(listener.token())
                            .header("accept", "text/event-stream");
                    return switch (world.api().beginning(stream)) {
                        case String line when line.startsWith("retry:") -> '+';
                        case String problem when problem.contains("\"session_not_found\"") -> '-';
                        case String problem when problem.contains("\"invalid_token\"") -> '!';
                        case String other -> throw new AssertionError(other);
                    };
                }));
    }

    private record Cell(Role role, Place place, Listeners listeners, char expected) {
        DynamicTest test(Attempt attempt) {
            return DynamicTest.dynamicTest(
                    role + ", " + place + ": " + expected,
                    () -> assertThat(attempt.outcome(new Listener(
                                    listeners.channel(role, place),
                                    listeners.person(role).token())))
                            .isEqualTo(expected));
        }
    }

    private record Listener(String channel, String token) {}

    @FunctionalInterface
    private interface Attempt {
        char outcome(Listener listener);
    }

    private static Stream<Cell> cells(ApiFixture world) {
        Listeners listeners = Listeners.of(world);
        Map<Role, String> rows = new EnumMap<>(Role.class);
        TABLE.lines()
                .skip(1)
                .map(line -> line.split("\\|", 2))
                .forEach(row -> rows.put(Role.valueOf(row[0].strip()), row[1].replace(" ", "")));
        assertThat(rows).containsOnlyKeys(Role.values());
        return rows.entrySet().stream()
                .flatMap(row -> Arrays.stream(Place.values())
                        .map(place -> new Cell(
                                row.getKey(), place, listeners, row.getValue().charAt(place.ordinal()))));
    }
}
