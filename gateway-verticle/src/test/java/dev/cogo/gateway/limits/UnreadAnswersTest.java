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
    private final UnreadAnswers unread = new UnreadAnswers(100, 40);

    @Test
    void aUserHasAShareAndOthersAreNotInTheWay() {
        UnreadAnswers.Read first = unread.begin(ann);
        UnreadAnswers.Read second = unread.begin(ann);
        first.hold(30);

        assertRefused(ErrorCode.RATE_LIMITED, () -> second.hold(11));
        second.hold(10);
        assertRefused(ErrorCode.RATE_LIMITED, () -> unread.begin(ann));
        unread.begin(bob).hold(40);
        first.taken();
        unread.begin(ann).hold(30);
    }

    @Test
    void oneAnswerMayBeLonger() {
        UnreadAnswers.Read read = unread.begin(ann);
        read.hold(60);
        assertRefused(ErrorCode.RATE_LIMITED, () -> unread.begin(ann));
        read.taken();
        assertThat(unread.bytes()).isZero();
        unread.begin(ann).hold(60);
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
        assertRefused(ErrorCode.OVERLOADED, () -> unread.begin(Ids.next()));

        read.taken();
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
