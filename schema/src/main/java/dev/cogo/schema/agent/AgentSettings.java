package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.text.Content;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of an agent; null is nothing said.
 *
 * @param name for people, at most {@link #MAX_NAME} characters
 * @param url where an agent is that is called: http or https, without user, query and fragment
 * @param token what an A2A agent is shown as a bearer, at most {@link #MAX_TOKEN} visible characters; empty for none any more
 * @param skills at most {@link #MAX_SKILLS}, of {@link #MAX_SKILLS_BYTES} together; empty when it takes any task type
 * @param limits what of them is said
 * @param sessions where it may work; empty for everywhere
 */
public record AgentSettings(
        @Nullable String name,
        @Nullable String description,
        @Nullable String url,
        @Nullable List<AgentSkill> skills,
        AgentLimits limits,
        @Nullable List<UUID> sessions,
        @Nullable Boolean enabled,
        @Nullable String token) {
    public static final int MAX_NAME = 100;
    public static final int MAX_TOKEN = 4096;
    public static final int MAX_SKILLS = 32;
    public static final int MAX_SKILLS_BYTES = 32 * 1024;
    public static final int MAX_SESSIONS = 100;

    public AgentSettings {
        Objects.requireNonNull(limits);
        Content.checkLine(name, "name", MAX_NAME);
        Content.checkLine(description, "description", AgentSkill.MAX_DESCRIPTION);
        PlainUrl.check(url);
        if (skills != null) {
            skills = List.copyOf(skills);
            check(skills.size() <= MAX_SKILLS, "an agent has at most " + MAX_SKILLS + " skills");
            check(Json.length(skills) <= MAX_SKILLS_BYTES, "skills can have " + MAX_SKILLS_BYTES + " bytes at most");
            HashSet<String> types = new HashSet<>();
            skills.forEach(skill -> check(types.add(skill.taskType()), skill.taskType() + " is there twice"));
        }
        check(
                token == null || token.length() <= MAX_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 0x7f),
                "token must be at most " + MAX_TOKEN + " visible ASCII characters");
        if (sessions != null) {
            sessions = List.copyOf(sessions);
            check(sessions.size() <= MAX_SESSIONS, "at most " + MAX_SESSIONS + " sessions can be named");
        }
    }

    /** Nothing said of a token. */
    public AgentSettings(
            @Nullable String name,
            @Nullable String description,
            @Nullable String url,
            @Nullable List<AgentSkill> skills,
            AgentLimits limits,
            @Nullable List<UUID> sessions,
            @Nullable Boolean enabled) {
        this(name, description, url, skills, limits, sessions, enabled, null);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AgentSettings[" + name + ", " + url + "]";
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw CogoException.invalid(otherwise);
        }
    }
}
