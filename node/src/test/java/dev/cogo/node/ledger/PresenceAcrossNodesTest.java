package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is there, seen through three nodes of which one is killed: the gateway of one person and the home of some sessions. */
class PresenceAcrossNodesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Enough for each node to be the home of some. */
    private static final int SESSIONS = 12;

    @Test
    void aNodeThatDiesTakesItsPeopleWithItAndNobodyElse(@TempDir Path directory) throws Exception {
        try (TestSystem system = TestSystem.start(directory, 3, Map.of())) {
            List<String> sessions = system.sessions(SESSIONS);
            List<PresenceWatcher> watchers = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                PresenceWatcher watcher =
                        PresenceWatcher.start(system, node, system.people().get(node), sessions);
                Eventually.until("all channels", SOON, () -> watcher.channels() == SESSIONS);
                watchers.add(watcher);
            }
            awaitPresent(sessions, watchers, watchers);
            watchers.forEach(PresenceWatcher::takeChanges);

            system.node(2).kill();
            List<PresenceWatcher> left = watchers.subList(0, 2);
            awaitPresent(sessions, left, left);

            Set<String> stayed = ids(left);
            assertThat(left)
                    .allSatisfy(watcher -> assertThat(watcher.takeChanges())
                            .as("nobody who stayed was told to be anything else")
                            .noneMatch(change -> stayed.contains(change.getString("userId"))));
            watchers.forEach(PresenceWatcher::close);
        }
    }

    /** The watchers come to know that just these people are there, by what they hear and by what they ask. */
    private static void awaitPresent(
            List<String> sessions, List<PresenceWatcher> watchers, List<PresenceWatcher> people) {
        Set<String> ids = ids(people);
        for (String session : sessions) {
            for (PresenceWatcher watcher : watchers) {
                Eventually.until(
                        () -> ids + " to be there; asked " + watcher.asked(session) + ", told " + watcher.told(session),
                        SOON,
                        () -> watcher.asked(session).equals(ids));
            }
        }
        // The first to listen has heard of everybody.
        for (String session : sessions) {
            PresenceWatcher watcher = watchers.getFirst();
            Eventually.until(
                    () -> ids + " to be told; " + watcher.told(session),
                    SOON,
                    () -> watcher.told(session).equals(ids));
        }
    }

    private static Set<String> ids(List<PresenceWatcher> people) {
        return people.stream().map(watcher -> watcher.person().id()).collect(Collectors.toCollection(TreeSet::new));
    }
}
