package dev.cogo.ai.provider;

import java.util.List;

/**
 * A step before the answer: what the model wrote, what it asked for, and what came of that.
 *
 * @param results one for each call, in their order; data, whoever wrote them
 */
public record ToolStep(String text, List<ToolCall> calls, List<String> results) {
    public ToolStep {
        calls = List.copyOf(calls);
        results = List.copyOf(results);
        if (calls.size() != results.size()) {
            throw new IllegalArgumentException("each call has a result");
        }
    }
}
