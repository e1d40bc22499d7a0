package dev.cogo.bench;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cogo.runtime.testing.Packages;
import org.junit.jupiter.api.Test;

/** This module is on nobody's class path, so that it holds the rule itself. */
class PackagesTest {
    @Test
    void noCircleOfPackages() {
        Packages.FREE_OF_CIRCLES.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.cogo.bench"));
    }
}
