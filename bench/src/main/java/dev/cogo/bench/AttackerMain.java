package dev.cogo.bench;

import dev.cogo.bench.abuse.AttackerProcess;
import dev.cogo.bench.abuse.recipe.Recipes;
import java.io.IOException;

/** The program of the attackers' process. */
final class AttackerMain {
    private AttackerMain() {}

    public static void main(String[] args) throws IOException {
        AttackerProcess.serve(args, Recipes.all());
    }
}
