package dev.cogo.node.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who hears whom, and who is cut off by that. */
class CutOffTest {
    private static final Set<String> NOBODY = Set.of();

    @Test
    void nobodyWhereAllHearEachOther() {
        assertThat(CutOff.among(Map.of("a", NOBODY))).isEmpty();
        assertThat(CutOff.among(Map.of("a", Set.of("b"), "b", Set.of("a")))).isEmpty();
        assertThat(CutOff.among(Map.of("a", Set.of("b", "c"), "b", Set.of("a", "c"), "c", Set.of("a", "b"))))
                .isEmpty();
    }

    @Test
    void theDeafOne() {
        assertThat(CutOff.among(Map.of("a", NOBODY, "b", Set.of("a", "c"), "c", Set.of("a", "b"))))
                .containsExactly("a");
        assertThat(CutOff.among(Map.of("a", NOBODY, "b", Set.of("a")))).containsExactly("a");
    }

    @Test
    void theMuteOne() {
        assertThat(CutOff.among(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of("b"))))
                .containsExactly("a");
    }

    @Test
    void theSmallerPartOfANetworkThatIsCut() {
        assertThat(CutOff.among(Map.of("a", NOBODY, "b", Set.of("c"), "c", Set.of("b"))))
                .containsExactly("a");
    }

    @Test
    void ofTwoEqualPartsOne() {
        assertThat(CutOff.among(Map.of("a", NOBODY, "b", NOBODY))).containsExactly("b");
        assertThat(CutOff.among(Map.of("a", Set.of("d"), "d", Set.of("a"), "b", Set.of("c"), "c", Set.of("b"))))
                .containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void neverAll() {
        assertThat(CutOff.among(Map.of("a", NOBODY, "b", NOBODY, "c", NOBODY))).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void nobodyForOneLinkThatIsBroken() {
        assertThat(CutOff.among(Map.of("a", Set.of("c"), "b", Set.of("c"), "c", Set.of("a", "b"))))
                .isEmpty();
    }

    @Test
    void whoIsHeardAndNotThereDoesNotCount() {
        assertThat(CutOff.among(Map.of("a", Set.of("b", "gone"), "b", Set.of("a"))))
                .isEmpty();
    }
}
