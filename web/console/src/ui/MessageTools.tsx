import type { Message } from '../types';
import { Icon } from './Icon';
import type { MessageCommands } from './commands';
import { t } from '../texts';

interface Props {
  message: Message;
  /** What a screen reader calls it. */
  label: string;
  writable: boolean;
  commands: MessageCommands;
}

/**
 * Beside a message while the pointer is on it. For the keyboard there is one button, which opens a menu with everything: three
 * stops at each message would make a long way through the log.
 */
export function MessageTools({ message, label, writable, commands }: Props) {
  return (
    <div className="tools">
      {writable && (
        <>
          <button
            type="button"
            className="tool"
            tabIndex={-1}
            aria-label={t.react}
            title={t.react}
            onClick={(event) => commands.openMenu(message, event.currentTarget, true)}
          >
            <Icon name="smile" />
          </button>
          <button
            type="button"
            className="tool"
            tabIndex={-1}
            aria-label={t.reply}
            title={t.reply}
            onClick={() => commands.reply(message)}
          >
            <Icon name="reply" />
          </button>
        </>
      )}
      <button
        type="button"
        className="tool"
        aria-haspopup="menu"
        aria-label={t.actionsFor(label)}
        title={t.more}
        onClick={(event) => commands.openMenu(message, event.currentTarget, false)}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}
