package dev.cogo.ai.provider;

import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A provider's failure, with what the ledger wants to know of it. */
public final class ProviderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CogoException error;
    private final String model;
    private final transient @Nullable Usage usage;

    /**
     * @param model which model was asked
     * @param usage what the failed call cost, if the provider told
     */
    public ProviderFailure(CogoException error, String model, @Nullable Usage usage) {
        super(error.getMessage(), error, false, false);
        this.error = error;
        this.model = model;
        this.usage = usage;
    }

    /** A failure that cost nothing that we know of. */
    public static ProviderFailure of(ErrorCode code, String detail, String model) {
        return new ProviderFailure(new CogoException(code, detail), model, null);
    }

    /** The end of work that nobody wants any more. */
    public static ProviderFailure unwanted(String model, @Nullable Usage usage) {
        return new ProviderFailure(
                new CogoException(ErrorCode.AI_FAILED, "nobody waited for the answer any more"), model, usage);
    }

    /** The failure as callers see it. */
    public CogoException error() {
        return error;
    }

    public String model() {
        return model;
    }

    public @Nullable Usage usage() {
        return usage;
    }
}
