package dev.cogo.chat.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Durability;
import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.people.PeopleFound;
import dev.cogo.schema.people.PersonFound;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PeopleSearchTest {
    private static ChatNode node;
    private static ChatNode open;
    private static UUID ann;

    @BeforeAll
    static void start() {
        DatabaseConfig database = TestDatabase.migrated();
        node = new ChatNode(database);
        open = new ChatNode(
                database,
                new ChatConfig(
                        100,
                        Durability.DURABLE,
                        EncryptionKeys.none(),
                        PresenceLimits.defaults(),
                        AddableBy.ANYONE,
                        Findable.ALL));
        ann = node.account("Ann Lee");
        UUID bob = node.account("Bob Lee");
        UUID minji = node.account("김민지");
        UUID under = node.account("leeway_100%");
        node.group(ann, bob, minji, under);
        node.account("Lee Stranger");
        UUID closed = node.account("Lee Closed");
        node.database().query("UPDATE accounts SET addable_by = 'invite' WHERE id = $1", closed);
        UUID anonymous = node.account("Lee Anonymous");
        node.database().query("UPDATE accounts SET anonymous = true, email = NULL WHERE id = $1", anonymous);
    }

    @AfterAll
    static void stop() {
        node.close();
        open.close();
    }

    private static List<String> find(ChatNode at, String name, boolean strangers) {
        PeopleFound found = at.ask(Address.PEOPLE_FIND, new FindPeople(ann, name, strangers, 10));
        assertThat(found.complete()).isTrue();
        return found.items().stream().map(PersonFound::displayName).toList();
    }

    @Test
    void thoseWhoShareASessionAreFoundByAnyPartOfTheName() {
        assertThat(find(node, "LEE", true)).containsExactly("leeway_100%", "Bob Lee");
        assertThat(find(node, "민지", true)).containsExactly("김민지");
        assertThat(find(node, " bob l ", true)).containsExactly("Bob Lee");
        assertThat(find(node, "nobody", true)).isEmpty();
    }

    @Test
    void nothingInANameIsAPattern() {
        assertThat(find(node, "%", true)).containsExactly("leeway_100%");
        assertThat(find(node, "_", true)).containsExactly("leeway_100%");
        assertThat(find(node, "b.b", true)).isEmpty();
    }

    @Test
    void strangersAreFoundWhereTheServerIsSetSoAndTheyLetAnyoneAddThem() {
        assertThat(find(open, "lee", true)).containsExactly("Lee Stranger", "leeway_100%", "Bob Lee");
        assertThat(find(open, "lee", false)).containsExactly("leeway_100%", "Bob Lee");
    }

    @Test
    void moreThanThePageIsSaid() {
        PeopleFound found = node.ask(Address.PEOPLE_FIND, new FindPeople(ann, "lee", true, 1));
        assertThat(found.items()).extracting(PersonFound::displayName).containsExactly("leeway_100%");
        assertThat(found.complete()).isFalse();
    }
}
