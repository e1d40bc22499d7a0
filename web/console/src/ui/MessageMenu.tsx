import type { Message, Session } from '../types';
import { mayAskAbout } from '@cogo-chat/parts';
import { mayWrite } from '../state/rights';
import type { Room } from '../state/room';
import { messageLink } from '../state/route';
import { useWorkspace } from './context';
import { copyText } from './copy';
import { Icon } from './Icon';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';
import { t } from '../texts';

/** What is at hand at once; the texts have their names in the same order. */
const quick = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];

interface Props {
  message: Message;
  session: Session;
  room: Room;
  anchor: HTMLElement;
  emojiOnly: boolean;
  onReact: (emoji: string, on: boolean) => void;
  /** Wants another emoji than those that are at hand. */
  onMoreEmoji: () => void;
  onReply: () => void;
  /** Wants the AI to answer it. */
  onAsk: () => void;
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
  const { seq } = message;
  return (
    <Popup anchor={anchor} label={emojiOnly ? t.reactions : t.message} onClose={onClose}>
      {writable && (
        <div className="emoji-row">
          {quick.map((sign, i) => (
            <button
              key={sign}
              type="button"
              role="menuitemcheckbox"
              aria-checked={isMine(sign)}
              aria-label={t.reactWith(t.quickEmoji[i] ?? sign)}
              className="emoji"
              onClick={after(() => does.onReact(sign, !isMine(sign)))}
            >
              {sign}
            </button>
          ))}
          <button
            type="button"
            role="menuitem"
            className="emoji more"
            aria-label={t.moreEmoji}
            title={t.moreEmoji}
            onClick={after(does.onMoreEmoji)}
          >
            <Icon name="plus" />
          </button>
        </div>
      )}
      {!emojiOnly && (
        <>
          {writable && <MenuItem icon="reply" label={t.reply} onChoose={after(does.onReply)} />}
          {mayAskAbout(room.chat, message) && (
            <MenuItem icon="spark" label={t.letAiAnswer} onChoose={after(does.onAsk)} />
          )}
          <MenuItem icon="copy" label={t.copyText} onChoose={after(() => void copyText(message.text, toasts))} />
          {seq !== undefined && (
            <MenuItem
              icon="link"
              label={t.copyLink}
              onChoose={after(() => void copyText(messageLink(session.id, seq), toasts, t.linkCopied))}
            />
          )}
          {room.chat.canEdit(message) && <MenuItem icon="pencil" label={t.edit} onChoose={after(does.onEdit)} />}
          {room.chat.canDelete(message) && (
            <MenuItem icon="trash" label={t.delete} danger onChoose={after(does.onDelete)} />
          )}
        </>
      )}
    </Popup>
  );
}
