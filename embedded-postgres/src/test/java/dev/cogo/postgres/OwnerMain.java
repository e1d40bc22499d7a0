package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A program that owns an embedded server until its standard input ends. Says in one line what came of the start. */
final class OwnerMain {
    private OwnerMain() {}

    public static void main(String[] arguments) throws IOException {
        PostgresSettings settings = PostgresSettings.DEFAULT.withBinaries(Path.of(arguments[1]));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), settings)) {
            System.out.println("up " + postgres.pid().orElseThrow() + " " + postgres.uri());
            while (System.in.read() >= 0) {
                // until the end
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println("failed " + e.getMessage().replace('\n', ' '));
        }
    }
}
