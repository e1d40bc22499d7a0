package dev.cogo.node.config;

import dev.cogo.ai.AiConfig;
import dev.cogo.ai.budget.Limit;
import dev.cogo.ai.budget.Prices;
import dev.cogo.ai.budget.SpendingConfig;
import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.Services;
import dev.cogo.ai.model.Thinking;
import dev.cogo.ai.moderation.ModerationConfig;
import dev.cogo.ai.router.RouterConfig;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.tool.ToolsConfig;
import dev.cogo.runtime.network.AddressRanges;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the AI. */
final class AiSettings {
    private AiSettings() {}

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static AiConfig of(Settings settings, Duration lease) {
        return AiConfig.of(
                RouterConfig.of(
                        services(settings).models(settings.list(Setting.AI_MODELS)),
                        new Generation(settings.number(Setting.AI_MAX_OUTPUT_TOKENS, 1, 65_536), thinking(settings)),
                        limits(settings)),
                new SpendingConfig(
                        Prices.of(settings.list(Setting.AI_PRICES)),
                        settings.list(Setting.AI_BUDGETS).stream()
                                .map(Limit::parse)
                                .toList()),
                settings.number(Setting.AI_MAX_CONCURRENT, 1, 10_000),
                settings.number(Setting.AI_CONTEXT_MESSAGES, 1, 200),
                settings.number(Setting.AI_CONTEXT_TOKENS, 100, 1_000_000),
                settings.path(Setting.AI_TEMPLATES_DIR).orElse(null),
                RunConfig.of(lease, settings.flag(Setting.ANONYMOUS_AI), settings.flag(Setting.AI_TITLES)),
                ToolsConfig.of(settings.path(Setting.AI_TOOLS).orElse(null), egress(settings)),
                moderation(settings),
                settings.flag(Setting.AI_SUMMARIES));
    }

    private static AddressRanges egress(Settings settings) {
        return settings.parse(
                Setting.EGRESS_NETWORKS,
                "must be a list of addresses, ranges, loopback, private and link-local",
                text -> AddressRanges.parse(settings.list(Setting.EGRESS_NETWORKS)));
    }

    private static @Nullable ModerationConfig moderation(Settings settings) {
        if (settings.optional(Setting.AI_MODERATION_URL).isEmpty()) {
            return null;
        }
        return new ModerationConfig(
                settings.url(Setting.AI_MODERATION_URL),
                settings.parse(
                        Setting.AI_MODERATION_SECRET,
                        "must be whsec_ and 24 to 64 bytes in base64",
                        ModerationConfig::key),
                settings.duration(Setting.AI_MODERATION_TIMEOUT),
                settings.parse(
                        Setting.AI_MODERATION_FAIL,
                        "must be closed or open",
                        text -> Failing.valueOf(text.toUpperCase(Locale.ROOT)) == Failing.OPEN),
                egress(settings));
    }

    private enum Failing {
        OPEN,
        CLOSED
    }

    private static Services services(Settings settings) {
        return new Services(
                settings.optional(Setting.GEMINI_API_KEY).orElse(null),
                settings.url(Setting.GEMINI_BASE_URL),
                settings.optional(Setting.OPENAI_API_KEY).orElse(null),
                settings.url(Setting.OPENAI_BASE_URL),
                settings.parse(Setting.AI_KEYS, "must be a list of address=key", text -> keys(settings)));
    }

    private static Map<URI, String> keys(Settings settings) {
        Map<URI, String> keys = new LinkedHashMap<>();
        for (String pair : settings.list(Setting.AI_KEYS)) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || keys.put(Settings.url(parts[0]), parts[1]) != null) {
                throw new IllegalArgumentException();
            }
        }
        return keys;
    }

    private static @Nullable Thinking thinking(Settings settings) {
        return settings.optional(Setting.AI_THINKING).isEmpty()
                ? null
                : settings.parse(
                        Setting.AI_THINKING,
                        "must be minimal, low, medium or high",
                        text -> Thinking.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    private static CallLimits limits(Settings settings) {
        return CallLimits.of(
                settings.duration(Setting.AI_FIRST_TIMEOUT),
                settings.duration(Setting.AI_IDLE_TIMEOUT),
                settings.duration(Setting.AI_TIMEOUT));
    }
}
