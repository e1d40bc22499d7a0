package dev.cogo.chat.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Checks that come together share a statement, and each gets its own answer. */
class AccessChecksTest {
    private static final String LOCKED = """
            SELECT count(*)::int AS n FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%AS q (session_id, user_id)%'""";

    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    @Test
    void manyAtOnceAreFewStatements() {
        UUID owner = node.account();
        UUID member = node.account();
        UUID stranger = node.account();
        List<UUID> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sessions.add(node.group(owner, member).id());
        }
        node.database()
                .query(
                        "UPDATE session_members SET silenced_until = now() + interval '1 hour' WHERE user_id = $1",
                        member);

        List<Future<Access>> owners = new ArrayList<>();
        List<Future<Access>> members = new ArrayList<>();
        List<Future<Access>> writers = new ArrayList<>();
        List<Future<Access>> strangers = new ArrayList<>();
        // While the table is locked no statement ends, so that all that are made can be counted.
        int made = node.database().transaction(transaction -> {
            transaction.query("LOCK TABLE session_members IN ACCESS EXCLUSIVE MODE");
            for (int round = 0; round < 15; round++) {
                for (UUID session : sessions) {
                    owners.add(ask(new CheckAccess(owner, session)));
                    members.add(ask(new CheckAccess(member, session)));
                    writers.add(ask(new CheckAccess(member, session, true)));
                    strangers.add(ask(new CheckAccess(stranger, session)));
                }
                strangers.add(ask(new CheckAccess(owner, Ids.next())));
            }
            // Asked and answered after them, by the same verticle: by then each of them was taken in.
            node.ask(Address.BLOCK_LIST, new ListBlocks(owner, 1, null));
            return transaction.query(LOCKED).iterator().next().getInteger("n");
        });
        assertThat(made).isBetween(1, AccessChecks.MAX_STATEMENTS);

        owners.forEach(answer -> assertThat(answer.await().role()).isEqualTo(MemberRole.OWNER));
        members.forEach(answer -> assertThat(answer.await().role()).isEqualTo(MemberRole.MEMBER));
        for (int i = 0; i < owners.size(); i++) {
            assertThat(owners.get(i).await().sessionId()).isEqualTo(sessions.get(i % sessions.size()));
        }
        writers.forEach(answer -> assertThat(codeOf(answer)).isEqualTo(ErrorCode.SILENCED));
        strangers.forEach(answer -> assertThat(codeOf(answer)).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
    }

    private static Future<Access> ask(CheckAccess request) {
        return node.bus().request(Address.SESSION_ACCESS, request);
    }

    private static ErrorCode codeOf(Future<Access> answer) {
        return ((CogoException) answer.transform((access, failure) -> Future.succeededFuture(failure))
                        .await())
                .code();
    }
}
