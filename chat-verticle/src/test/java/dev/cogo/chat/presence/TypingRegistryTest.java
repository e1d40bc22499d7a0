package dev.cogo.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypingRegistryTest {
    private static final PresenceLimits LIMITS = PresenceLimits.defaults();

    private final List<Typing> told = new ArrayList<>();
    private long nanos = 1;
    private final TypingRegistry board = new TypingRegistry(LIMITS, () -> nanos, told::add);
    private final UUID ann = Ids.next();
    private final UUID session = Ids.next();

    private void pass(Duration time) {
        nanos += time.toNanos();
        board.tick();
    }

    private List<Boolean> told() {
        List<Boolean> all = told.stream().map(Typing::isTyping).toList();
        told.clear();
        return all;
    }

    @Test
    void itEndsByItself() {
        board.started(ann, session);
        pass(LIMITS.typing().minusSeconds(1));
        assertThat(told()).containsExactly(true);
        pass(Duration.ofSeconds(1));
        assertThat(told()).containsExactly(false);
        assertThat(board.isQuiet()).isTrue();
    }

    @Test
    void repeatingKeepsItAndIsSeldomTold() {
        for (int second = 0; second < 30; second++) {
            board.started(ann, session);
            pass(Duration.ofSeconds(1));
        }
        assertThat(told()).containsExactly(true, true, true);
        board.ended(ann, session);
        board.ended(ann, session);
        assertThat(told()).containsExactly(false);
    }

    @Test
    void soManyAreToldAtOnceAndNoMore() {
        List<UUID> crowd = Stream.generate(Ids::next).limit(100).toList();
        crowd.forEach(user -> board.started(user, session));
        assertThat(told()).hasSize(LIMITS.typists());
        board.ended(crowd.getLast(), session);
        assertThat(told()).as("nobody was told of them").isEmpty();
        board.ended(crowd.getFirst(), session);
        board.started(crowd.getLast(), session);
        assertThat(told()).containsExactly(false, true);
        board.ended(session);
        assertThat(told()).hasSize(LIMITS.typists()).containsOnly(false);
    }

    @Test
    void whatIsElsewhereIsNotTold() {
        board.started(ann, session);
        told();
        board.keep(id -> false);
        pass(Duration.ofMinutes(1));
        assertThat(told()).isEmpty();
    }
}
