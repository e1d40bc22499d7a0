package dev.cogo.ai.tool;

import java.util.Locale;

/** Whether a tool is called when a model asks for it. */
public enum Policy {
    /** At once; what it finds goes into the answer. */
    AUTO,
    /** When who asked the question allows it, and what it finds when they share that. */
    ASK,
    /** The model does not hear of it. */
    NEVER;

    static Policy of(String name) {
        for (Policy policy : values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("a policy is auto, ask or never, not " + name);
    }
}
