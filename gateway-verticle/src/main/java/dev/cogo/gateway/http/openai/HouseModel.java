package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Instant;
import java.util.List;

/** The model that programs are offered: the house's assistant, whichever of the operator's models answers for it. */
@JsonNaming(SnakeCaseStrategy.class)
record HouseModel(String id, String object, long created, String ownedBy) {
    static final String ID = "cogo";

    private static final HouseModel COGO =
            new HouseModel(ID, "model", Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(), ID);

    /** A page of the API. */
    record Page(String object, List<HouseModel> data) {}

    static Page all() {
        return new Page("list", List.of(COGO));
    }

    /** Fails with {@code model_not_found} for another. */
    static HouseModel of(String id) {
        if (!id.equals(ID)) {
            throw new CogoException(ErrorCode.MODEL_NOT_FOUND, "there is no such model; there is: " + ID);
        }
        return COGO;
    }
}
