package dev.cogo.node;

import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.FirstConnection;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the database, beside the nodes that run. */
abstract class DatabaseCommand implements Callable<Integer> {
    /** SQLSTATE of a table that there is not. */
    private static final String NO_TABLE = "42P01";

    @Spec
    private CommandSpec spec;

    private Vertx vertx;
    private Settings settings;

    @Override
    public final Integer call() {
        settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        vertx = Vertx.vertx();
        try (ReachedDatabase reached = ReachedDatabase.of(settings)) {
            work(Database.open(vertx, FirstConnection.to(reached.config(), Duration.ZERO)), out());
            return 0;
        } catch (CogoException refused) {
            throw new StartException(refused.getMessage(), refused);
        } catch (PgException e) {
            throw NO_TABLE.equals(e.getSqlState())
                    ? new StartException("the database has no tables of this version yet: start a node first", e)
                    : e;
        } finally {
            out().flush();
            vertx.close().await();
        }
    }

    abstract void work(Database database, PrintWriter out);

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final Settings settings() {
        return settings;
    }

    final Vertx vertx() {
        return vertx;
    }
}
