package dev.cogo.node.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.cogo.runtime.testing.Packages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the architecture: who may know whom, and what must not happen on an event loop. */
class HouseTest {
    private static final String[] VERTICLES = {"gateway", "chat", "ai", "agentbridge", "archive"};
    private static final JavaClasses HOUSE = Packages.below("dev.cogo");

    @TestFactory
    Iterable<DynamicTest> aVerticleKnowsNoOtherVerticleNorTheNode() {
        return java.util.Arrays.stream(VERTICLES)
                .map(verticle -> DynamicTest.dynamicTest(
                        verticle,
                        () -> noClasses()
                                .that()
                                .resideInAPackage("dev.cogo." + verticle + "..")
                                .should()
                                .dependOnClassesThat(resideInAPackage("dev.cogo..")
                                        .and(not(resideInAnyPackage(
                                                "dev.cogo." + verticle + "..",
                                                "dev.cogo.schema..",
                                                "dev.cogo.runtime.."))))
                                .check(HOUSE)))
                .toList();
    }

    @Test
    void theSchemaKnowsNobody() {
        knowsOnly("dev.cogo.schema..");
    }

    @Test
    void theRuntimeKnowsTheSchemaAlone() {
        knowsOnly("dev.cogo.runtime..", "dev.cogo.schema..");
    }

    @Test
    void theEmbeddedPostgresKnowsNobody() {
        knowsOnly("dev.cogo.postgres..");
    }

    private static void knowsOnly(String module, String... others) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cogo..")
                        .and(not(resideInAPackage(module)))
                        .and(not(resideInAnyPackage(others))))
                .check(HOUSE);
    }

    @Test
    void packagesSayWhatTheyDo() {
        noClasses()
                .should()
                .resideInAnyPackage("..utils..", "..util..", "..impl..", "..managers..", "..helpers..", "..common..")
                .check(HOUSE.that(resideInAPackage("dev.cogo..")));
    }

    @Test
    void noCircleOfPackagesAnywhere() {
        Packages.FREE_OF_CIRCLES.check(HOUSE);
    }

    /** A home passes events on, on an event loop. */
    @Test
    void aHomeDoesNotWait() {
        noClasses()
                .that()
                .resideInAPackage("dev.cogo.chat.home..")
                .should()
                .callMethod(io.vertx.core.Future.class, "await")
                .check(HOUSE);
    }

    /** The gateway's code runs on event loops, but for accounts and stored positions, which have virtual threads of their own. */
    @Test
    void nothingBlocksAnEventLoop() {
        noClasses()
                .that()
                .resideInAPackage("dev.cogo.gateway..")
                .and()
                .resideOutsideOfPackages("dev.cogo.gateway.auth..", "dev.cogo.gateway.supabase.realtime.positions..")
                .should()
                .callMethod(io.vertx.core.Future.class, "await")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CountDownLatch.class, "await")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.cogo.runtime.database.Database")
                .check(HOUSE);
    }
}
