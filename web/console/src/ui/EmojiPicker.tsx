import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { emojiIn, findEmoji, recentEmoji, rememberEmoji, type Emoji, type EmojiGroups } from '../state/emoji';
import { language } from '../state/language';
import { problemText } from '../state/problems';
import { t } from '../texts';
import { place } from './Popup';
import { Problem } from './Problem';

interface Props {
  anchor: HTMLElement;
  onChoose: (sign: string) => void;
  onClose: () => void;
}

/** All emoji, to look through and to search in; loaded when somebody opens it. */
export default function EmojiPicker({ anchor, onChoose, onClose }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const [groups, setGroups] = useState<EmojiGroups>();
  const [problem, setProblem] = useState<string>();
  const [text, setText] = useState('');
  const found = useMemo(
    () => (groups === undefined || text.trim() === '' ? undefined : findEmoji(groups, text)),
    [groups, text],
  );
  const recent = useMemo(() => recentEmoji().map((sign): Emoji => [sign, sign, '']), []);

  useEffect(() => {
    emojiIn(language.get()).then(setGroups, (error: unknown) => setProblem(problemText(error)));
  }, []);

  useLayoutEffect(() => {
    const element = popup.current!;
    element.showPopover();
    place(element, anchor.getBoundingClientRect());
    element.querySelector('input')!.focus({ preventScroll: true });
    const onToggle = (event: Event) => (event as ToggleEvent).newState === 'closed' && close.current();
    element.addEventListener('toggle', onToggle);
    return () => element.removeEventListener('toggle', onToggle);
  }, [anchor]);

  function choose(sign: string) {
    rememberEmoji(sign);
    onClose();
    onChoose(sign);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.emoji')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (at < 0) {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        all[0]?.focus();
      } else if (event.key === 'Enter' && found?.[0] !== undefined && !event.nativeEvent.isComposing) {
        event.preventDefault();
        choose(found[0][0]);
      }
    } else if (step !== undefined) {
      event.preventDefault();
      (all[at + step] ?? event.currentTarget.querySelector('input'))?.focus();
    }
  }

  return (
    <div
      ref={popup}
      popover="auto"
      role="dialog"
      aria-label={t.emoji}
      className="popup emoji-picker"
      onKeyDown={onKeyDown}
    >
      <input
        type="search"
        aria-label={t.searchEmoji}
        placeholder={t.searchEmoji}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {groups !== undefined && found === undefined && (
        <div className="emoji-tabs" role="group" aria-label={t.emoji}>
          {groups.map((group, i) => (
            <button
              key={i}
              type="button"
              className="emoji-tab"
              title={t.emojiGroups[i]}
              aria-label={t.emojiGroups[i]}
              onClick={() => popup.current!.querySelector(`[data-group="${i}"]`)!.scrollIntoView()}
            >
              {group[0]![0]}
            </button>
          ))}
        </div>
      )}
      <div className="emoji-list">
        <Problem text={problem} />
        {groups === undefined && problem === undefined && <p className="muted">{t.loading}</p>}
        {found !== undefined && <Signs emoji={found} onChoose={choose} />}
        {found?.length === 0 && <p className="muted">{t.noEmoji}</p>}
        {groups !== undefined && found === undefined && (
          <>
            {recent.length > 0 && <Signs emoji={recent} title={t.recentEmoji} onChoose={choose} />}
            {groups.map((group, i) => (
              <Signs key={i} emoji={group} title={t.emojiGroups[i]} group={i} onChoose={choose} />
            ))}
          </>
        )}
      </div>
    </div>
  );
}

/** In the style sheet too. */
const COLUMNS = 8;

interface SignsProps {
  emoji: readonly Emoji[];
  title?: string;
  group?: number;
  onChoose: (sign: string) => void;
}

function Signs({ emoji, title, group, onChoose }: SignsProps) {
  return (
    <section className="emoji-group" data-group={group} aria-label={title}>
      {title !== undefined && <h2>{title}</h2>}
      <div className="emoji-grid">
        {emoji.map(([sign, name], i) => (
          <button
            key={sign}
            type="button"
            className="emoji"
            title={name}
            aria-label={name}
            // A stop for the keyboard at each group; arrows go on from there.
            tabIndex={i === 0 ? 0 : -1}
            onClick={() => onChoose(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </section>
  );
}
