package dev.cogo.ai.provider;

import java.util.Locale;

/** What every prompt says first: who the model is, and in which language it writes. */
public final class SystemPrompt {
    private SystemPrompt() {}

    /** The beginning of a system text, the same for all prompts of a language. */
    public static String introduction(String language) {
        String name = Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
        return """
                You are Cogo, the multilingual assistant of a chat where people, an AI and task agents work together.
                Write in %s (BCP 47: %s), in its usual script, whatever language others use.
                Be helpful, brief and professional. Write plain text or simple Markdown.""".formatted(name, language);
    }
}
