package dev.cogo.gateway.http.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a list in JSON, for lists that are no bus record of that form. */
public record Page(
        List<?> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {}
