import { useState } from 'react';
import type { Member, MemberChange, Session } from '../types';
import { mayChangeRole, mayRemove, maySilence, mayTransferTo } from '../state/rights';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { durationText } from '../state/time';
import { ConfirmDialog } from './ConfirmDialog';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';
import { t } from '../texts';

interface Props {
  session: Session;
  member: Member;
  room: Room;
}

/** How long somebody can be silenced, in seconds. */
const silences = [600, 3600, 86_400];

/** What the user may do about another member, behind one button. */
export function MemberMenu({ session, room, member }: Props) {
  const { chat, me, toasts } = useWorkspace();
  const { members } = room.chat;
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [confirming, setConfirming] = useState<'remove' | 'transfer' | 'block'>();
  const name = member.displayName;
  const silenced = member.silencedUntil !== undefined && Date.parse(member.silencedUntil) > Date.now();
  if (member.userId === me) {
    return null;
  }

  const change = (how: MemberChange) => {
    setAnchor(undefined);
    members.update(member.userId, how).catch((error: unknown) => toasts.error(error));
  };
  const confirm = (what: typeof confirming) => () => {
    setAnchor(undefined);
    setConfirming(what);
  };
  const close = () => setConfirming(undefined);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-haspopup="menu"
        aria-label={t.actionsFor(name)}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {anchor !== undefined && (
        <Popup anchor={anchor} label={name} onClose={() => setAnchor(undefined)}>
          {mayChangeRole(session, me, member) &&
            (member.role === 'admin' ? (
              <MenuItem icon="people" label={t.makeMember} onChoose={() => change({ role: 'member' })} />
            ) : (
              <MenuItem icon="people" label={t.makeAdmin} onChoose={() => change({ role: 'admin' })} />
            ))}
          {mayTransferTo(session, me, member) && (
            <MenuItem icon="crown" label={t.transfer} onChoose={confirm('transfer')} />
          )}
          {maySilence(session, me, member) &&
            (silenced ? (
              <MenuItem icon="bell" label={t.endSilence} onChoose={() => change({ silenceSeconds: 0 })} />
            ) : (
              silences.map((silenceSeconds) => (
                <MenuItem
                  key={silenceSeconds}
                  icon="mute"
                  label={t.silenceFor(durationText(silenceSeconds))}
                  onChoose={() => change({ silenceSeconds })}
                />
              ))
            ))}
          <MenuItem icon="block" label={t.block} onChoose={confirm('block')} />
          {mayRemove(session, me, member) && session.kind === 'group' && (
            <MenuItem icon="close" label={t.removeFromChat} danger onChoose={confirm('remove')} />
          )}
        </Popup>
      )}
      {confirming === 'remove' && (
        <ConfirmDialog
          title={t.removeWho(name)}
          action={t.remove}
          onClose={close}
          onConfirm={() => members.remove(member.userId)}
        >
          <p>{t.removeHint(name)}</p>
        </ConfirmDialog>
      )}
      {confirming === 'transfer' && (
        <ConfirmDialog
          title={t.transferTo(name)}
          action={t.transfer}
          onClose={close}
          onConfirm={() => members.transfer(member.userId)}
        >
          <p>{t.transferHint(name, titleOf(session, me))}</p>
        </ConfirmDialog>
      )}
      {confirming === 'block' && (
        <ConfirmDialog
          title={t.blockWho(name)}
          action={t.block}
          onClose={close}
          onConfirm={async () => {
            await chat.call('PUT /chat/blocks/{userId}', { path: { userId: member.userId } });
            toasts.info(t.isBlocked(name));
          }}
        >
          <p>{t.blockHint(name)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
