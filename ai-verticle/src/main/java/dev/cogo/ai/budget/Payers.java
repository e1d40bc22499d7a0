package dev.cogo.ai.budget;

import dev.cogo.ai.budget.Limit.Scope;
import dev.cogo.schema.assistant.Assistant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose budgets a call is charged to, beside everybody's.
 *
 * @param sessionId null when no session is concerned
 * @param assistantId null when no assistant is
 * @param own the assistant's own limits, each in place of the settings' of the same period
 */
public record Payers(
        UUID userId, @Nullable UUID sessionId, @Nullable UUID assistantId, List<Limit> own) {
    public Payers {
        own = List.copyOf(own);
    }

    public static Payers of(UUID userId, @Nullable UUID sessionId, @Nullable Assistant assistant) {
        return assistant == null
                ? new Payers(userId, sessionId, null, List.of())
                : new Payers(userId, sessionId, assistant.id(), limits(assistant));
    }

    /** What operators say that an assistant may spend. */
    public static List<Limit> limits(Assistant assistant) {
        List<Limit> own = new ArrayList<>();
        if (assistant.dailyMicros() != null) {
            own.add(new Limit(Scope.ASSISTANT, Period.DAY, assistant.dailyMicros()));
        }
        if (assistant.monthlyMicros() != null) {
            own.add(new Limit(Scope.ASSISTANT, Period.MONTH, assistant.monthlyMicros()));
        }
        return own;
    }

    /** The limits that hold for a call, of those of the settings and the assistant's own. */
    List<Limit> limits(List<Limit> settings) {
        return withOwn(settings, own);
    }

    static List<Limit> withOwn(List<Limit> settings, List<Limit> own) {
        List<Limit> all = new ArrayList<>(own);
        settings.stream()
                .filter(limit ->
                        own.stream().noneMatch(one -> one.scope() == limit.scope() && one.period() == limit.period()))
                .forEach(all::add);
        return all;
    }
}
