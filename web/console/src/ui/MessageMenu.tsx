import type { Message, Session } from '../types';
import { mayWrite } from '../state/rights';
import type { Room } from '../state/room';
import { useWorkspace } from './context';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';

const emoji = [
  ['👍', 'thumbs up'],
  ['❤️', 'heart'],
  ['😂', 'tears of joy'],
  ['🎉', 'party'],
  ['😮', 'surprise'],
  ['😢', 'sad'],
  ['🙏', 'thanks'],
  ['👀', 'eyes'],
] as const;

interface Props {
  message: Message;
  session: Session;
  room: Room;
  anchor: HTMLElement;
  emojiOnly: boolean;
  onReact: (emoji: string, on: boolean) => void;
  onReply: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** Everything that the user may do with a message. */
export function MessageMenu({ message, session, room, anchor, emojiOnly, onClose, ...does }: Props) {
  const { me, toasts } = useWorkspace();
  const writable = mayWrite(session, me);
  const isMine = (sign: string) => message.reactions.some((other) => other.emoji === sign && other.mine);
  const after = (job: () => void) => () => {
    onClose();
    job();
  };
  const copy = () => {
    // Without a secure context there is no clipboard.
    void Promise.resolve(navigator.clipboard?.writeText(message.text)).then(
      () => toasts.info(navigator.clipboard === undefined ? 'This page may not use the clipboard.' : 'Copied.'),
      () => toasts.info('The browser did not let this page copy.'),
    );
  };
  return (
    <Popup anchor={anchor} label={emojiOnly ? 'Reactions' : 'Message'} onClose={onClose}>
      {writable && (
        <div className="emoji-row">
          {emoji.map(([sign, name]) => (
            <button
              key={sign}
              type="button"
              role="menuitemcheckbox"
              aria-checked={isMine(sign)}
              aria-label={`React with ${name}`}
              className="emoji"
              onClick={after(() => does.onReact(sign, !isMine(sign)))}
            >
              {sign}
            </button>
          ))}
        </div>
      )}
      {!emojiOnly && (
        <>
          {writable && <MenuItem icon="reply" label="Reply" onChoose={after(does.onReply)} />}
          <MenuItem icon="copy" label="Copy text" onChoose={after(copy)} />
          {room.chat.canEdit(message) && <MenuItem icon="pencil" label="Edit" onChoose={after(does.onEdit)} />}
          {room.chat.canDelete(message) && (
            <MenuItem icon="trash" label="Delete" danger onChoose={after(does.onDelete)} />
          )}
        </>
      )}
    </Popup>
  );
}
