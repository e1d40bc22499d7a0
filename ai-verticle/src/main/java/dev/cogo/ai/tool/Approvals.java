package dev.cogo.ai.tool;

import dev.cogo.ai.tool.ToolCalls.Asked;
import dev.cogo.ai.tool.ToolCalls.Change;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.DecideApproval;
import dev.cogo.schema.ai.Decision;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.ai.ToolApproval;
import dev.cogo.schema.ai.ToolApprovals;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.List;

/** What people say to calls of tools: who asked the question, and nobody else. */
public final class Approvals {
    private final ToolCalls calls;
    private final ToolEvents events;
    private final Runnable wake;

    Approvals(ToolCalls calls, ToolEvents events, Runnable wake) {
        this.calls = calls;
        this.events = events;
        this.wake = wake;
    }

    /** What waits for a user's word. */
    public ToolApprovals list(ListApprovals request) {
        return new ToolApprovals(calls.waiting(request.userId()).stream()
                .map(asked -> asked.call().view(asked.sessionId()))
                .toList());
    }

    /**
     * Takes a user's word.
     *
     * @throws CogoException {@code approval_not_found}, also for somebody else's; {@code approval_over}
     */
    public ToolApproval decide(DecideApproval request) {
        Asked asked = find(request);
        Change change = change(request.decision());
        if (calls.decide(asked.call(), change)) {
            Asked now = find(request);
            events.changed(request.userId(), now.sessionId(), now.call());
            wake.run();
            return now.call().view(now.sessionId());
        }
        Asked now = find(request);
        if (now.call().state() == change.to() && now.call().share() == change.share()) {
            return now.call().view(now.sessionId());
        }
        throw new CogoException(ErrorCode.APPROVAL_OVER, "the call does not wait for this word, or no longer");
    }

    private Asked find(DecideApproval request) {
        return calls.find(request.userId(), request.callId())
                .orElseThrow(() -> new CogoException(ErrorCode.APPROVAL_NOT_FOUND, "there is no such call"));
    }

    private static Change change(Decision decision) {
        List<ApprovalState> asked = List.of(ApprovalState.WAITING);
        List<ApprovalState> found = List.of(ApprovalState.FOUND);
        return switch (decision) {
            case APPROVE -> new Change(asked, ApprovalState.APPROVED, false);
            case APPROVE_AND_SHARE -> new Change(asked, ApprovalState.APPROVED, true);
            case DENY -> new Change(asked, ApprovalState.DENIED, false);
            case SHARE -> new Change(found, ApprovalState.SHARED, true);
            case KEEP -> new Change(found, ApprovalState.KEPT, false);
        };
    }
}
