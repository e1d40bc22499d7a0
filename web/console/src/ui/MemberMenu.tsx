import { useState } from 'react';
import type { Member, MemberChange, Session } from '../types';
import { mayChangeRole, mayRemove, maySilence, mayTransferTo } from '../state/rights';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { ConfirmDialog } from './ConfirmDialog';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';

interface Props {
  session: Session;
  member: Member;
  room: Room;
}

const silences = [
  [600, '10 minutes'],
  [3600, '1 hour'],
  [86_400, '1 day'],
] as const;

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
        aria-label={`Actions for ${name}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {anchor !== undefined && (
        <Popup anchor={anchor} label={name} onClose={() => setAnchor(undefined)}>
          {mayChangeRole(session, me, member) &&
            (member.role === 'admin' ? (
              <MenuItem icon="people" label="Make ordinary member" onChoose={() => change({ role: 'member' })} />
            ) : (
              <MenuItem icon="people" label="Make admin" onChoose={() => change({ role: 'admin' })} />
            ))}
          {mayTransferTo(session, me, member) && (
            <MenuItem icon="crown" label="Transfer ownership" onChoose={confirm('transfer')} />
          )}
          {maySilence(session, me, member) &&
            (silenced ? (
              <MenuItem icon="bell" label="End the silence" onChoose={() => change({ silenceSeconds: 0 })} />
            ) : (
              silences.map(([silenceSeconds, time]) => (
                <MenuItem
                  key={silenceSeconds}
                  icon="mute"
                  label={`Silence for ${time}`}
                  onChoose={() => change({ silenceSeconds })}
                />
              ))
            ))}
          <MenuItem icon="block" label="Block" onChoose={confirm('block')} />
          {mayRemove(session, me, member) && session.kind === 'group' && (
            <MenuItem icon="close" label="Remove from chat" danger onChoose={confirm('remove')} />
          )}
        </Popup>
      )}
      {confirming === 'remove' && (
        <ConfirmDialog
          title={`Remove ${name}?`}
          action="Remove"
          onClose={close}
          onConfirm={() => members.remove(member.userId)}
        >
          <p>{name} can’t read this chat any more. What they wrote stays.</p>
        </ConfirmDialog>
      )}
      {confirming === 'transfer' && (
        <ConfirmDialog
          title={`Make ${name} the owner?`}
          action="Transfer ownership"
          onClose={close}
          onConfirm={() => members.transfer(member.userId)}
        >
          <p>
            {name} becomes the owner of {titleOf(session, me)}, and you become an admin. Only {name} can give it back.
          </p>
        </ConfirmDialog>
      )}
      {confirming === 'block' && (
        <ConfirmDialog
          title={`Block ${name}?`}
          action="Block"
          onClose={close}
          onConfirm={async () => {
            await chat.call('PUT /chat/blocks/{userId}', { path: { userId: member.userId } });
            toasts.info(`${name} is blocked. You can take them off the list in your account’s menu.`);
          }}
        >
          <p>
            {name} can’t write to you directly, add you to groups or reach you with mentions. They are not told. In
            groups you both still see each other.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
