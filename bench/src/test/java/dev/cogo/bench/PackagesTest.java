package dev.cogo.bench;

import dev.cogo.runtime.testing.Packages;
import org.junit.jupiter.api.Test;

/** This module is on nobody's class path, so that it holds the rule itself. */
class PackagesTest {
    @Test
    void noCircleOfPackages() {
        Packages.FREE_OF_CIRCLES.check(Packages.below("dev.cogo.bench"));
    }
}
