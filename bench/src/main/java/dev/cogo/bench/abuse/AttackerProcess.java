package dev.cogo.bench.abuse;

import io.vertx.core.json.JsonArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attackers in a process of their own: what they do to get their load out, their collections of garbage and their threads, is
 * not what a bystander waits for. It ends with this process.
 *
 * <p>Both speak in lines of JSON: a word with its arguments, and the answer.
 */
public final class AttackerProcess implements Attackers {
    private static final String PREPARE = "prepare";
    private static final String KEEP_UP = "keep up";
    private static final String CLOSE = "close";
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream words;

    private AttackerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.words = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param program its {@code main} calls {@link #serve} */
    static AttackerProcess start(Doors doors, Class<?> program) {
        List<String> command = List.of(
                // Attackers have machines of their own: here, of the processors, what the node leaves.
                "nice",
                "-n",
                "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                doors.url().toString(),
                doors.anonKey(),
                Integer.toString(doors.busPort()));
        try {
            return new AttackerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("attackers can't be started", e);
        }
    }

    @Override
    public Attack next(Recipe recipe) {
        ask(PREPARE, recipe.title()).ifPresent(why -> {
            throw new IllegalStateException("the attack can't be prepared: " + why);
        });
        return new Attack() {
            @Override
            public Optional<String> keepUp(Duration time) {
                return ask(KEEP_UP, Long.toString(time.toMillis()));
            }

            @Override
            public void close() {
                Optional<String> unused = ask(CLOSE, "");
            }
        };
    }

    private Optional<String> ask(String word, String argument) {
        words.println(new JsonArray().add(word).add(argument).encode());
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the attackers' process has ended");
            }
            JsonArray said = new JsonArray(answer);
            return said.getString(0).equals(DONE) ? Optional.empty() : Optional.of(said.getString(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        words.close();
        process.destroy();
    }

    /**
     * The process itself; ends when its input does.
     *
     * @param args what it was started with
     * @param recipes those that it may be asked for
     */
    public static void serve(String[] args, List<Recipe> recipes) throws IOException {
        Attackers attackers = Attackers.here(new Doors(URI.create(args[0]), args[1], Integer.parseInt(args[2])));
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Attack attack = null;
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            JsonArray word = new JsonArray(line);
            Optional<String> broken = Optional.empty();
            try {
                switch (word.getString(0)) {
                    case PREPARE -> attack = attackers.next(recipe(recipes, word.getString(1)));
                    case KEEP_UP -> broken = ready(attack).keepUp(Duration.ofMillis(Long.parseLong(word.getString(1))));
                    default -> ready(attack).close();
                }
            } catch (RuntimeException e) {
                broken = Optional.of(e.toString());
            }
            System.out.println(new JsonArray()
                    .add(broken.isEmpty() ? DONE : "broken")
                    .add(broken.orElse(""))
                    .encode());
        }
        System.exit(0);
    }

    private static Recipe recipe(List<Recipe> recipes, String title) {
        return recipes.stream()
                .filter(recipe -> recipe.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static Attack ready(@Nullable Attack attack) {
        if (attack == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        return attack;
    }
}
