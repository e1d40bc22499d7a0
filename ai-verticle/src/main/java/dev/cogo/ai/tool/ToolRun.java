package dev.cogo.ai.tool;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.ToolCall;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.ai.provider.ToolStep;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.tool.ToolCalls.Wanted;
import dev.cogo.ai.tool.ToolSource.Found;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The steps of one attempt at a run. All of them are rows: an attempt begins where the last one came to, and asks the model nothing
 * twice. Between {@link #settle} and the end of a person's patience nobody holds the run.
 */
public final class ToolRun {
    private static final int MAX_ARGUMENTS_BYTES = 16 * 1024;
    private static final String TOO_MANY = "The person who asked has too many calls to decide about already.";

    private final AllowedTools toolbox;
    private final ToolCalls calls;
    private final ToolEvents events;
    private final Lease<Run> lease;
    private final Run run;
    private final Future<Void> unwanted;
    private final Map<Integer, String> steps;
    private List<StoredCall> made;

    ToolRun(AllowedTools toolbox, ToolCalls calls, ToolEvents events, Lease<Run> lease, Future<Void> unwanted) {
        this.toolbox = toolbox;
        this.calls = calls;
        this.events = events;
        this.lease = lease;
        this.run = lease.row();
        this.unwanted = unwanted;
        // The first attempt has none.
        this.steps = run.attempts() == 1 ? new TreeMap<>() : calls.steps(run.id());
        this.made = steps.isEmpty() ? List.of() : calls.of(run.id());
    }

    /** What was written in the steps so far, each with a line between. */
    public String text() {
        return steps.values().stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text + "\n\n")
                .collect(Collectors.joining());
    }

    /** What the model may ask for now; nothing when it has asked often enough. */
    public List<ToolSpec> tools() {
        return steps.size() >= ToolsConfig.MAX_STEPS
                ? List.of()
                : toolbox.tools().values().stream().map(Tool::spec).toList();
    }

    /** What the model has asked for, with what came of it. */
    public List<ToolStep> steps() {
        List<ToolStep> done = new ArrayList<>();
        steps.forEach((step, text) -> {
            List<StoredCall> ofStep =
                    made.stream().filter(call -> call.step() == step).toList();
            done.add(new ToolStep(
                    text,
                    ofStep.stream().map(StoredCall::call).toList(),
                    ofStep.stream().map(StoredCall::told).toList()));
        });
        return done;
    }

    /** Stores what the model wants to have done before it goes on. */
    public void add(Completion completion) {
        Map<String, Tool> tools = toolbox.tools();
        List<Wanted> wanted = new ArrayList<>();
        int asked = calls.waiting(run.userId()).size();
        for (ToolCall call : completion.calls()) {
            Wanted one = wanted(call, tools, wanted);
            boolean asks = one.state() == ApprovalState.WAITING;
            wanted.add(asks && ++asked > ListApprovals.MOST ? refused(call, one.server(), one.tool(), TOO_MANY) : one);
        }
        int step = steps.size();
        calls.add(lease, step, completion.text(), wanted);
        steps.put(step, completion.text());
        made = calls.of(run.id());
        made.stream().filter(call -> call.step() == step).forEach(this::tell);
    }

    private Wanted wanted(ToolCall call, Map<String, Tool> tools, List<Wanted> before) {
        Optional<Tool> known = Optional.ofNullable(tools.get(call.name()));
        String refusal = known.isEmpty()
                ? "There is no such tool."
                : Json.length(call.arguments()) > MAX_ARGUMENTS_BYTES
                        ? "The arguments are too long."
                        : times(call, before) >= ToolsConfig.MAX_SAME
                                ? "This very call was made often enough. Answer with what you have."
                                : null;
        if (known.isEmpty() || refusal != null) {
            return refused(
                    call,
                    known.map(Tool::server).orElse(""),
                    known.map(Tool::name).orElse(""),
                    String.valueOf(refusal));
        }
        Tool tool = known.get();
        Policy policy = toolbox.source(tool.server())
                .map(source -> source.policy(tool, run.sessionId(), call.arguments()))
                .orElse(Policy.ASK);
        return new Wanted(
                call,
                tool.server(),
                tool.name(),
                policy == Policy.AUTO ? ApprovalState.PROPOSED : ApprovalState.WAITING,
                null);
    }

    // Long arguments are not kept.
    private static Wanted refused(ToolCall call, String server, String tool, String why) {
        boolean isLong = Json.length(call.arguments()) > MAX_ARGUMENTS_BYTES;
        ToolCall kept = isLong ? new ToolCall(call.id(), call.name(), Map.of(), call.signature()) : call;
        return new Wanted(kept, server, tool, ApprovalState.DENIED, why);
    }

    private long times(ToolCall call, List<Wanted> before) {
        return made.stream().filter(other -> same(other.call(), call)).count()
                + before.stream().filter(other -> same(other.call(), call)).count();
    }

    private static boolean same(ToolCall one, ToolCall other) {
        return one.name().equals(other.name()) && one.arguments().equals(other.arguments());
    }

    /**
     * Makes the calls that may be made.
     *
     * @return whether the model can go on; else the run waits for a person's word, see {@link #park}
     */
    public boolean settle() {
        if (steps.isEmpty()) {
            return true;
        }
        calls.expire(run.id());
        made = calls.of(run.id());
        for (StoredCall call : made) {
            if (unwanted.isComplete()) {
                return true;
            }
            switch (call.state()) {
                case PROPOSED, APPROVED -> make(call);
                case RUNNING -> makeAgain(call);
                default -> {}
            }
        }
        made = calls.of(run.id());
        return made.stream().allMatch(StoredCall::isOver);
    }

    /** Gives the run back until a person has said something. */
    public void park() {
        calls.park(lease);
    }

    private void make(StoredCall call) {
        calls.begin(lease, call);
        Found found = toolbox.source(call.server())
                .map(source -> source.call(new ToolUse(
                        run.userId(),
                        run.sessionId(),
                        call.id(),
                        call.tool(),
                        call.call().arguments(),
                        unwanted)))
                .orElseGet(() -> new Found("the tool is not there any more", true));
        end(call, found.failed() ? "The tool failed: " + found.text() : found.text());
    }

    // The worker that made it died before it could say what came of it.
    private void makeAgain(StoredCall call) {
        if (toolbox.source(call.server()).filter(ToolSource::repeatable).isPresent()) {
            make(call);
        } else {
            end(
                    call,
                    "Nobody knows whether this call was made: the server went away meanwhile. It was not made again.");
        }
    }

    private void end(StoredCall call, String text) {
        calls.end(lease, call, call.share() ? ApprovalState.SHARED : ApprovalState.FOUND, text);
        calls.of(run.id()).stream().filter(now -> now.id().equals(call.id())).forEach(this::tell);
    }

    private void tell(StoredCall call) {
        if (!call.server().isEmpty()) {
            events.changed(run.userId(), run.sessionId(), call);
        }
    }
}
