package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that programs are offered: an assistant, whichever of the operator's models answers for it. */
@JsonNaming(SnakeCaseStrategy.class)
record HouseModel(String id, String object, long created, String ownedBy) {
    /** The built-in assistant, and in a session the one that is asked there when nobody is named. */
    static final String ID = "cogo";

    private static final long CREATED = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    /** A page of the API. */
    record Page(String object, List<HouseModel> data) {}

    static Page all(AssistantCards assistants) {
        return new Page(
                "list",
                assistants.items().stream()
                        .map(one -> one.userId().equals(AssistantCard.BUILT_IN) ? ID : one.handle())
                        .map(HouseModel::named)
                        .toList());
    }

    /** Fails with {@code model_not_found} when there is none of this name. */
    static HouseModel of(String id, AssistantCards assistants) {
        return all(assistants).data().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(HouseModel::missing);
    }

    /** The handle of the assistant that a request means; null for the one that is asked when nobody is named. */
    static @Nullable String handle(String id) {
        return id.equals(ID) ? null : id;
    }

    static CogoException missing() {
        return new CogoException(ErrorCode.MODEL_NOT_FOUND, "there is no such model here; GET /v1/models lists them");
    }

    private static HouseModel named(String id) {
        return new HouseModel(id, "model", CREATED, ID);
    }
}
