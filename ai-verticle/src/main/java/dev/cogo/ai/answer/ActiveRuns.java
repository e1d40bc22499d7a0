package dev.cogo.ai.answer;

import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.Run;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.StopRun;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.event.AiDelta;
import dev.cogo.schema.record.Done;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this worker has under way, to be ended from elsewhere. Make it on the verticle's context. */
public final class ActiveRuns {
    /** Longer than it takes from the claim of a run to its begin. */
    private static final long EARLY_MILLIS = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final RunEvents events;
    private final Map<UUID, RunStream> streams = new ConcurrentHashMap<>();
    /** What was to be ended before it had begun here. */
    private final Set<UUID> early = ConcurrentHashMap.newKeySet();

    public ActiveRuns(Vertx vertx, Bus bus, ChannelPublisher publisher) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = bus;
        this.events = new RunEvents(publisher);
    }

    RunEvents events() {
        return events;
    }

    /** Begins to tell of an attempt, which may be ended already. Give it to {@link #close} in the end. */
    RunStream open(Run run, AssistantCard assistant) {
        RunStream stream = new RunStream(vertx, context, events, this::tellAsker, run, assistant);
        streams.put(run.id(), stream);
        if (run.cancelled() || early.remove(run.id())) {
            stream.end(Cut.CANCELLED);
        }
        return stream;
    }

    /** Tells the rest of what was written; waits until it is on its way. */
    void close(Run run, RunStream stream) {
        streams.remove(run.id(), stream);
        stream.close().await();
    }

    /** Ends the run that the notice names, or its attempt, if it is here. */
    public Done stop(StopRun notice) {
        if (notice.steered()) {
            RunStream stream = streams.get(notice.runId());
            if (stream != null) {
                stream.steer();
            }
            return Done.DONE;
        }
        early.add(notice.runId());
        RunStream stream = streams.get(notice.runId());
        if (stream != null) {
            stream.end(Cut.CANCELLED);
        }
        vertx.setTimer(EARLY_MILLIS, over -> early.remove(notice.runId()));
        return Done.DONE;
    }

    private Future<?> tellAsker(StreamTo to, AiDelta delta) {
        return bus.requestPrivate(
                to.place(),
                Address.ANSWER_DELTA,
                new AnswerDelta(
                        to.streamId(),
                        delta.questionId(),
                        delta.runId(),
                        delta.attempt(),
                        delta.index(),
                        delta.offset(),
                        delta.text()));
    }
}
