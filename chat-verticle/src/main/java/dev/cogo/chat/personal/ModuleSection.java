package dev.cogo.chat.personal;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What another room holds of a user. */
record ModuleSection(String name, Address address, Bus bus) implements ExportSection {
    @Override
    public Page read(UUID userId, @Nullable String cursor) {
        PersonalDataPage page = bus.<PersonalDataPage>request(address, new ReadPersonalData(userId, cursor))
                .await();
        return new Page(page.items().stream().map(Json::string).toList(), page.next());
    }
}
