package dev.cogo.ai.tool;

import dev.cogo.ai.run.Run;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;

/** The calls of tools of all runs. */
public final class ToolRuns {
    private final Toolbox toolbox;
    private final ToolCalls calls;
    private final ToolEvents events;

    public ToolRuns(Vertx vertx, Bus bus, Database database, ChannelPublisher publisher, ToolsConfig config) {
        this.toolbox = new Toolbox(vertx, bus, config);
        this.calls = new ToolCalls(database, config.approval());
        this.events = new ToolEvents(publisher);
    }

    /**
     * A run's calls so far, to go on with.
     *
     * @param allowed which tools may be used, as {@link dev.cogo.schema.assistant.AssistantSettings} has them
     * @param unwanted completes when nobody wants the answer any more
     */
    public ToolRun of(Lease<Run> lease, List<String> allowed, Future<Void> unwanted) {
        return new ToolRun(new AllowedTools(toolbox, allowed), calls, events, lease, unwanted);
    }

    /** A run is over. */
    public void close(UUID runId) {
        calls.close(runId);
    }

    /**
     * What people say to calls.
     *
     * @param wake looks for runs that may go on
     */
    public Approvals approvals(Runnable wake) {
        return new Approvals(calls, events, wake);
    }
}
