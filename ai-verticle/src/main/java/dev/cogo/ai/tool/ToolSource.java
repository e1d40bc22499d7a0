package dev.cogo.ai.tool;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where tools come from. Methods wait. */
interface ToolSource {
    /** The tools that it has now; none while it is away. */
    List<Tool> tools();

    /** What a call wants, which may be more than its tool's policy. */
    default Policy policy(Tool tool, UUID sessionId, Map<String, Object> arguments) {
        return tool.policy();
    }

    /** Makes a call and says what it found, or why it found nothing: for the model, so never with an exception. */
    Found call(ToolUse use);

    /** Whether a call that may have been made may be made again. */
    boolean repeatable();

    /** @param failed whether the text says why there is nothing */
    record Found(String text, boolean failed) {}
}
