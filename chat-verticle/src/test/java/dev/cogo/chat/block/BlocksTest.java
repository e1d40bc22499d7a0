package dev.cogo.chat.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.block.Block;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private UUID ann;
    private UUID bob;

    @BeforeEach
    void twoPeople() {
        ann = node.account("Ann" + Ids.next());
        bob = node.account("Bob" + Ids.next());
    }

    private static void block(UUID user, UUID other, boolean blocked) {
        node.ask(Address.BLOCK_SET, new SetBlock(user, other, blocked));
    }

    private static CreateSession direct(UUID user, UUID other) {
        return new CreateSession(user, SessionKind.DIRECT, null, List.of(other.toString()), null, false);
    }

    private static CreateSession group(UUID user, UUID other) {
        return new CreateSession(user, SessionKind.GROUP, null, List.of(other.toString()), null, false);
    }

    private static SendMessages hello(UUID user, UUID session) {
        return new SendMessages(user, session, List.of(new NewMessage("hello")));
    }

    private static BlockPage list(UUID user, int limit, String cursor) {
        return node.ask(Address.BLOCK_LIST, new ListBlocks(user, limit, cursor));
    }

    @Test
    void theDirectSessionIsClosedWhileOneOfTheTwoBlocks() {
        UUID session = node.create(direct(ann, bob)).id();
        node.send(bob, session, "before");
        Listener bobs = node.listen(new Channel.OfUser(bob));
        Listener listener = node.listen(new Channel.OfSession(session));

        block(ann, bob, true);
        block(ann, bob, true);
        block(bob, ann, true);
        block(ann, bob, false);
        node.refused(ErrorCode.BLOCKED, Address.MESSAGE_SEND, hello(ann, session));
        node.refused(ErrorCode.BLOCKED, Address.MESSAGE_SEND, hello(bob, session));
        assertThat(node.history(ann, session)).hasSize(1);
        assertThat(node.history(bob, session)).hasSize(1);
        assertThat(bobs.rest()).isEmpty();
        assertThat(listener.rest()).isEmpty();

        block(bob, ann, false);
        node.send(ann, session, "again");
        node.send(bob, session, "again");
    }

    @Test
    void aBlockedPairBeginsNoDirectSessionButFindsTheirOwn() {
        block(ann, bob, true);
        node.refused(ErrorCode.BLOCKED, Address.SESSION_CREATE, direct(ann, bob));
        node.refused(ErrorCode.BLOCKED, Address.SESSION_CREATE, direct(bob, ann));
        assertThat(node.<SessionPage>ask(Address.SESSION_LIST, new ListSessions(bob, 10, null))
                        .items())
                .isEmpty();

        block(ann, bob, false);
        UUID session = node.create(direct(bob, ann)).id();
        block(ann, bob, true);
        CreatedSession found = node.ask(Address.SESSION_CREATE, direct(bob, ann));
        assertThat(found.created()).isFalse();
        assertThat(found.session().id()).isEqualTo(session);
    }

    @Test
    void theBlockedBringsTheBlockerIntoNoGroup() {
        UUID bobs = node.group(bob).id();
        UUID anns = node.group(ann).id();
        block(ann, bob, true);
        node.refused(ErrorCode.BLOCKED, Address.SESSION_CREATE, group(bob, ann));
        node.refused(
                ErrorCode.BLOCKED, Address.MEMBER_ADD, new AddMember(bob, bobs, ann.toString(), MemberRole.MEMBER));
        // The other way round it is the blocker's own wish.
        node.create(group(ann, bob));
        node.ask(Address.MEMBER_ADD, new AddMember(ann, anns, bob.toString(), MemberRole.MEMBER));
        node.send(bob, anns, "in a group both write");
    }

    @Test
    void aBlockAndTheCreationOfTheSessionDoNotPassEachOther() {
        for (int i = 0; i < 20; i++) {
            UUID one = node.account();
            UUID two = node.account();
            Future<CreatedSession> creating = node.bus().request(Address.SESSION_CREATE, direct(two, one));
            Future.join(creating, node.bus().request(Address.BLOCK_SET, new SetBlock(one, two, true)))
                    .otherwiseEmpty()
                    .await();
            if (creating.succeeded()) {
                UUID session = creating.result().session().id();
                node.refused(ErrorCode.BLOCKED, Address.MESSAGE_SEND, hello(two, session));
            }
        }
    }

    @Test
    void theListHasTheNewestFirstPageByPage() {
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID other = node.account();
            block(ann, other, true);
            newestFirst.addFirst(other);
        }
        block(ann, newestFirst.get(4), true); // on the list already: it keeps its place
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            BlockPage page = list(ann, 2, cursor);
            page.items().forEach(block -> seen.add(block.userId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(newestFirst);
        assertThat(list(bob, 10, null).items()).isEmpty();

        block(ann, bob, true);
        Block first = list(ann, 1, null).items().getFirst();
        assertThat(first.userId()).isEqualTo(bob);
        assertThat(first.displayName()).startsWith("Bob");
        node.refused(ErrorCode.INVALID_CURSOR, Address.BLOCK_LIST, new ListBlocks(ann, 10, "x"));
    }

    @Test
    void whoDoesNotExistCantBeBlocked() {
        node.refused(ErrorCode.USER_NOT_FOUND, Address.BLOCK_SET, new SetBlock(ann, Ids.next(), true));
        block(ann, Ids.next(), false);
    }
}
