package dev.cogo.chat.personal;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Gateway, AI and agent bridge, as far as they hold something of users. Each shows two pages. */
final class OtherRooms {
    final List<String> forgotten = Collections.synchronizedList(new ArrayList<>());
    private final ChatNode node;

    OtherRooms(ChatNode node) {
        this.node = node;
    }

    OtherRooms gateway() {
        return deploy(bus -> Future.all(
                bus.serve(Address.PERSONAL_ACCOUNT, (ReadPersonalData request) -> page("account", request)),
                bus.serve(Address.FORGET_ACCOUNT, this::forgetAccount)));
    }

    OtherRooms others() {
        return deploy(bus -> Future.all(
                bus.serve(Address.PERSONAL_AI, (ReadPersonalData request) -> page("ai", request)),
                bus.serve(Address.PERSONAL_TOOLS, (ReadPersonalData request) -> page("toolCalls", request)),
                bus.serve(Address.PERSONAL_TASKS, (ReadPersonalData request) -> page("tasks", request)),
                bus.serve(Address.FORGET_AI, (ForgetUser request) -> forget("ai", request.userId())),
                bus.serve(Address.FORGET_TASKS, (ForgetUser request) -> forget("tasks", request.userId()))));
    }

    private OtherRooms deploy(Function<Bus, Future<?>> serve) {
        Deployable room = context -> serve.apply(node.bus());
        node.vertx()
                .deployVerticle(room, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        return this;
    }

    private static PersonalDataPage page(String room, ReadPersonalData request) {
        return request.cursor() == null
                ? new PersonalDataPage(List.of(Map.of("room", room, "n", 1), Map.of("room", room, "n", 2)), "more")
                : new PersonalDataPage(List.of(Map.of("room", room, "n", 3)), null);
    }

    private Done forgetAccount(ForgetUser request) {
        node.database()
                .query(
                        "UPDATE accounts SET email = NULL, display_name = 'Deleted account' WHERE id = $1",
                        request.userId());
        return forget("account", request.userId());
    }

    private Done forget(String room, UUID userId) {
        forgotten.add(room + " " + userId);
        return Done.DONE;
    }
}
