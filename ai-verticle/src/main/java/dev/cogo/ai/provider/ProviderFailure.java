package dev.cogo.ai.provider;

import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A provider's failure, with what the ledger wants to know of it. */
public final class ProviderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CogoException error;
    private final transient Origin origin;
    private final transient @Nullable Usage usage;

    /**
     * @param origin which model was asked
     * @param usage what the failed call cost, if that is known
     */
    public ProviderFailure(CogoException error, Origin origin, @Nullable Usage usage) {
        super(error.getMessage(), error, false, false);
        this.error = error;
        this.origin = origin;
        this.usage = usage;
    }

    /** A failure that cost nothing that we know of. */
    public static ProviderFailure of(ErrorCode code, String detail, Origin origin) {
        return new ProviderFailure(new CogoException(code, detail), origin, null);
    }

    /** The end of work that nobody wants any more. */
    public static ProviderFailure unwanted(Origin origin, @Nullable Usage usage) {
        return new ProviderFailure(
                new CogoException(ErrorCode.AI_FAILED, "nobody waited for the answer any more"), origin, usage);
    }

    /** The failure as callers see it. */
    public CogoException error() {
        return error;
    }

    public Origin origin() {
        return origin;
    }

    public @Nullable Usage usage() {
        return usage;
    }
}
