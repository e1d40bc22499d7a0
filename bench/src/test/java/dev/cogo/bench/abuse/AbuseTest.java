package dev.cogo.bench.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.bench.abuse.recipe.Recipes;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever one account or address does, a bystander is served, the node keeps nothing of it, lives, and stops when it is asked
 * to. How fast the bystander is served is measured by {@code ./cogo bench abuse}; here it is enough that nobody gives up.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the attackers come from addresses of 127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AbuseTest {
    private static final Duration TIME = Duration.ofMillis(500);
    // What orchestrators give a process; requests whose clients do not read are waited for meanwhile.
    private static final Duration STOP = Duration.ofSeconds(30);
    // Nodes keep the last events of channels, 64 MiB at most, and what is cached by libraries.
    private static final double KEPT_MIB = 100;
    private static final double OUTSIDE_HEAP_MIB = 700;
    private static final Path LOGS = Path.of("target", "abuse");

    /** What the titles of those have that are wanted, for whoever works at one: a regular expression. */
    private static final Pattern ONLY = Pattern.compile(System.getProperty("cogo.abuse.only", ""));

    private @Nullable AbuseRun run;
    private double heapBefore;
    // Whatever came of a recipe whose test failed, the next one does not suffer from it.
    private boolean ruined;

    static Stream<Arguments> recipes() {
        return Recipes.all().stream()
                .filter(recipe -> ONLY.matcher(recipe.title()).find())
                .map(recipe -> Arguments.argumentSet(recipe.title(), recipe));
    }

    /** All share one node, until one of them has ruined it. */
    @BeforeEach
    void start() throws Exception {
        if (run != null && ruined) {
            run.node().kill();
            run.close();
            run = null;
        }
        if (run == null) {
            Files.createDirectories(LOGS);
            run = AbuseRun.start(TestDatabase.empty(), Files.createTempDirectory(LOGS, "node-"));
            Served quiet = run.quiet(TIME);
            assertThat(quiet.failures()).isEmpty();
            heapBefore = run.node().memory().heap();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    @Order(1)
    void aBystanderDoesNotNotice(Recipe recipe) throws Exception {
        AbuseRun here = run;
        ruined = true;
        Outcome outcome = here.attacked(recipe, TIME);

        assertThat(here.node().handle().isAlive()).as("the node lives").isTrue();
        assertThat(outcome.bystander().failures().stream().distinct().limit(8))
                .as("what the bystander did in vain")
                .isEmpty();
        assertThat(outcome.broken()).as("what the attacker met").isEmpty();
        NodeProcess.Memory after =
                Eventually.become(here.node()::memory, memory -> memory.heap() < heapBefore + KEPT_MIB);
        assertThat(after.resident()).as("MiB of the process").isLessThan(1024 + OUTSIDE_HEAP_MIB);
        assertThat(here.isReady()).as("the node is ready").isTrue();
        ruined = false;
    }

    /** Also while there are some who do not listen. */
    @Test
    @Order(2)
    void itStopsInTime() throws Exception {
        AbuseRun here = run;
        List<Attack> attacks = Recipes.all().stream()
                .filter(recipe -> recipe.title().matches("(unread|silent|heads without).*"))
                .map(here::prepare)
                .toList();
        assertThat(attacks).map(attack -> attack.keepUp(Duration.ZERO)).containsOnly(Optional.empty());
        assertThat(here.node().stop(STOP)).as("it has stopped in time").isTrue();
        attacks.forEach(Attack::close);
    }

    @AfterAll
    void stop() {
        if (run != null) {
            run.close();
        }
    }
}
