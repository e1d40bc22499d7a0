package dev.cogo.bench;

import dev.cogo.bench.abuse.AbuseBench;
import dev.cogo.bench.abuse.Recipe;
import dev.cogo.bench.abuse.recipe.Recipes;
import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "abuse",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How a bystander is served while one account or one address wants too much, in each of many ways, beside how he"
                        + " is served in the quiet right before. On Linux.")
final class AbuseCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Attacks whose names have this. Default: all")
    private String only = "";

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long an attack lasts, and the quiet before it. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Turns of each attack. Default: ${DEFAULT-VALUE}")
    private int rounds;

    AbuseCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        common.check(seconds >= 1 && seconds <= 300, "--seconds must be 1 to 300");
        common.check(rounds >= 1 && rounds <= 20, "--rounds must be 1 to 20");
        List<Recipe> recipes = Recipes.all().stream()
                .filter(recipe -> recipe.title().contains(only))
                .toList();
        common.check(!recipes.isEmpty(), "--only must be a part of one of these: " + titles(Recipes.all()));
        return common.on(server -> run(server, common.quick() ? recipes.subList(0, 1) : recipes));
    }

    private Report run(BenchServer server, List<Recipe> recipes) {
        Machine machine = Machine.look(server);
        try (BenchSchema schema = server.schema("abuse")) {
            AbuseBench bench = new AbuseBench(
                    schema.config(),
                    common.folder(),
                    AttackerMain.class,
                    common.quick() ? Duration.ofMillis(500) : Duration.ofSeconds(seconds),
                    common.quick() ? 1 : rounds,
                    common::progress);
            bench.run(recipes);
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("attacks", titles(recipes));
            options.put("seconds", seconds);
            options.put("rounds", rounds);
            return new Report("abuse", Instant.now(), machine, options, bench.cases(), bench.targets(), bench.facts());
        }
    }

    private static List<String> titles(List<Recipe> recipes) {
        return recipes.stream().map(Recipe::title).toList();
    }
}
