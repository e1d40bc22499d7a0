package dev.cogo.chat.access;

import dev.cogo.chat.ChatNode;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import java.util.List;
import java.util.UUID;

/**
 * A session with a caller of some standing, with another of each role, and with a message of each of them: what the role
 * table speaks of. In a direct session all others are the one other.
 */
final class RoleScene {
    /** A request as somebody makes it. */
    record Ask(Address address, BusRecord body) {}

    private final ChatNode node;
    private final boolean direct;
    private final UUID session;
    private final UUID founder;
    private final UUID caller;
    private final UUID owner;
    private final UUID admin;
    private final UUID member;
    private final UUID own;
    private final UUID ownersMessage;
    private final UUID adminsMessage;
    private final UUID membersMessage;
    private final UUID houseMessage;
    private final UUID invite;

    RoleScene(ChatNode node, EffectiveRole effectiveRole) {
        this.node = node;
        this.direct = effectiveRole == EffectiveRole.PEER;
        this.founder = node.account();
        if (direct) {
            caller = node.account();
            Session made = node.create(
                    new CreateSession(founder, SessionKind.DIRECT, null, List.of(caller.toString()), null, false));
            session = made.id();
            owner = founder;
            admin = founder;
            member = founder;
            invite = Ids.next();
        } else {
            session = node.group(founder).id();
            caller = newcomer(MemberRole.valueOf(effectiveRole.name()));
            owner = newcomer(MemberRole.OWNER);
            admin = newcomer(MemberRole.ADMIN);
            member = newcomer(MemberRole.MEMBER);
            invite = node.<Invite>ask(Address.INVITE_CREATE, new CreateInvite(founder, session, null, null))
                    .id();
        }
        own = node.send(caller, session, "the caller's").id();
        ownersMessage = node.send(owner, session, "an owner's").id();
        adminsMessage = node.send(admin, session, "an admin's").id();
        membersMessage = node.send(member, session, "a member's").id();
        houseMessage = node.<StoredMessages>ask(
                        Address.MESSAGE_POST,
                        new PostMessage(
                                session, MessageType.SYSTEM, new NewMessage("the house's", "house-1", null, null)))
                .messages()
                .getFirst()
                .id();
    }

    private UUID newcomer(MemberRole role) {
        UUID user = node.account();
        node.ask(Address.MEMBER_ADD, new AddMember(founder, session, user.toString(), role));
        return user;
    }

    UUID caller() {
        return caller;
    }

    UUID founder() {
        return founder;
    }

    UUID session() {
        return session;
    }

    long lastSeq() {
        return node.session(founder, session).lastSeq();
    }

    /** What the caller's action is on the bus; several requests when several fall under it. */
    List<Ask> asks(Permission action) {
        return asks(action, caller);
    }

    List<Ask> asks(Permission action, UUID by) {
        String newcomer = node.account().toString();
        return switch (action) {
            case READ ->
                List.of(
                        new Ask(Address.SESSION_GET, new GetSession(by, session)),
                        new Ask(Address.SESSION_ACCESS, new CheckAccess(by, session)),
                        new Ask(Address.HISTORY_READ, new ReadHistory(by, session, null, null, 10)),
                        new Ask(Address.TIMELINE_READ, new ReadTimeline(by, session, 0, 10)),
                        new Ask(Address.MESSAGE_SEARCH, new SearchMessages(by, "member", session, 10, null)),
                        new Ask(Address.MEMBER_LIST, new ListMembers(by, session, 10, null)),
                        new Ask(Address.PRESENCE_READ, new ReadPresence(by, session)),
                        new Ask(Address.TYPING_SET, new SetTyping(by, session, true)),
                        new Ask(Address.READ_MARK, new MarkRead(by, session, 1)),
                        new Ask(Address.SESSION_MUTE, new MuteSession(by, session, true)));
            case SEND ->
                List.of(
                        new Ask(Address.MESSAGE_SEND, new SendMessages(by, session, List.of(new NewMessage("hello")))),
                        new Ask(
                                Address.MESSAGE_SEND,
                                new SendMessages(
                                        by, session, List.of(new NewMessage("hello", null, membersMessage, null)))));
            case REACT ->
                List.of(new Ask(Address.REACTION_SET, new SetReaction(by, session, ownersMessage, "+1", true)));
            case EDIT_OWN -> List.of(edit(by, own));
            case DELETE_OWN -> List.of(delete(by, own));
            case EDIT_OTHERS -> List.of(edit(by, membersMessage), edit(by, adminsMessage));
            case DELETE_OTHERS ->
                direct
                        ? List.of(delete(by, membersMessage), delete(by, houseMessage))
                        : List.of(delete(by, membersMessage), delete(by, adminsMessage), delete(by, houseMessage));
            case EDIT_OWNERS -> List.of(edit(by, ownersMessage));
            case DELETE_OWNERS -> List.of(delete(by, ownersMessage));
            case ADD_MEMBER ->
                List.of(
                        add(by, newcomer, MemberRole.MEMBER),
                        new Ask(Address.INVITE_CREATE, new CreateInvite(by, session, null, null)),
                        new Ask(Address.INVITE_LIST, new ListInvites(by, session)),
                        new Ask(Address.INVITE_REVOKE, new RevokeInvite(by, session, invite)));
            case ADD_ADMIN -> List.of(add(by, newcomer, MemberRole.ADMIN));
            case ADD_OWNER -> List.of(add(by, newcomer, MemberRole.OWNER));
            case REMOVE_MEMBER -> List.of(remove(by, member));
            case REMOVE_ADMIN -> List.of(remove(by, admin));
            case REMOVE_OWNER -> List.of(remove(by, owner));
            case CHANGE_ROLE -> List.of(role(by, member, MemberRole.ADMIN), role(by, admin, MemberRole.MEMBER));
            case CHANGE_OWNERS_ROLE -> List.of(role(by, owner, MemberRole.ADMIN), role(by, owner, MemberRole.MEMBER));
            case SILENCE_MEMBER -> List.of(silence(by, member, 60), silence(by, member, 0));
            case SILENCE_ADMIN -> List.of(silence(by, admin, 60));
            case SILENCE_OWNER -> List.of(silence(by, owner, 60));
            case SET_TITLE -> List.of(settings(by, "another title", null, null, null, null));
            case SET_LANGUAGE -> List.of(settings(by, null, "ko", null, null, null));
            case SET_AI -> List.of(settings(by, null, null, direct, null, null));
            case SET_SLOW_MODE -> List.of(settings(by, null, null, null, 60, null));
            case ARCHIVE ->
                List.of(settings(by, null, null, null, null, true), settings(by, null, null, null, null, false));
            case TRANSFER_OWNERSHIP ->
                List.of(new Ask(Address.OWNERSHIP_TRANSFER, new TransferOwnership(by, session, member)));
            case LEAVE -> List.of(remove(by, by));
        };
    }

    Ask silence(UUID by, UUID whom, int seconds) {
        return new Ask(Address.MEMBER_UPDATE, new UpdateMember(by, session, whom, null, seconds));
    }

    Ask archive(UUID by) {
        return settings(by, null, null, null, null, true);
    }

    Ask slowMode(UUID by) {
        return settings(by, null, null, null, 3600, null);
    }

    private Ask settings(UUID by, String title, String language, Boolean ai, Integer slowMode, Boolean archived) {
        return new Ask(
                Address.SESSION_UPDATE,
                new UpdateSession(by, session, title, language, ai, null, null, slowMode, archived));
    }

    private Ask edit(UUID by, UUID message) {
        return new Ask(Address.MESSAGE_EDIT, new EditMessage(by, session, message, "edited"));
    }

    private Ask delete(UUID by, UUID message) {
        return new Ask(Address.MESSAGE_DELETE, new DeleteMessage(by, session, message));
    }

    private Ask add(UUID by, String whom, MemberRole role) {
        return new Ask(Address.MEMBER_ADD, new AddMember(by, session, whom, role));
    }

    private Ask remove(UUID by, UUID whom) {
        return new Ask(Address.MEMBER_REMOVE, new RemoveMember(by, session, whom));
    }

    private Ask role(UUID by, UUID whom, MemberRole role) {
        return new Ask(Address.MEMBER_UPDATE, new UpdateMember(by, session, whom, role, null));
    }
}
