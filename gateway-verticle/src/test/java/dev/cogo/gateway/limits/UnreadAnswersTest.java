package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnreadAnswersTest {
    private final UUID ann = Ids.next();
    private final UUID bob = Ids.next();
    private final UnreadAnswers unread = new UnreadAnswers(100, 2);

    @Test
    void aUserHasAFewAtATimeAndOthersAreNotInTheWay() {
        UnreadAnswers.Read first = unread.begin(ann);
        unread.begin(ann);

        assertRefused(ErrorCode.RATE_LIMITED, () -> unread.begin(ann));
        unread.begin(bob);
        first.end();
        unread.begin(ann);
    }

    @Test
    void aNodeHoldsSoMuch() {
        UnreadAnswers.Read read = unread.begin(ann);
        UnreadAnswers.Read other = unread.begin(bob);
        read.hold(90);

        assertRefused(ErrorCode.OVERLOADED, () -> other.hold(11));
        other.hold(10);
        other.goOn(1); // of an answer that has begun
        assertThat(unread.bytes()).isEqualTo(101);
        assertRefused(ErrorCode.OVERLOADED, () -> unread.begin(ann));

        read.end();
        other.taken();
        assertThat(unread.bytes()).isZero();
        unread.begin(ann).hold(100);
    }

    private static void assertRefused(ErrorCode code, Runnable what) {
        CogoException refused = catchThrowableOfType(CogoException.class, what::run);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.retryAfter()).isPresent();
    }
}
