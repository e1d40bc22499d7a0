import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { isAddress, People } from '../state/people';
import { problemText } from '../state/problems';
import { useStore } from '../state/store';
import { t } from '../texts';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { Problem } from './Problem';

/** Somebody who was chosen: what the server knows them by, and what they are called. */
export interface Chosen {
  id: string;
  name: string;
}

/** The field's name in its form, for what was typed and not chosen. */
const TYPED = 'typed';

/** Those who were chosen, with the address that was only typed. @throws a sentence for the user where that is no address */
export function withTyped(chosen: readonly Chosen[], form: FormData): readonly Chosen[] {
  const text = String(form.get(TYPED) ?? '').trim();
  if (text !== '' && !isAddress(text)) {
    throw new RangeError(t.notAPerson(text));
  }
  return text === '' ? chosen : [...chosen, { id: text, name: text }];
}

interface Props {
  label: string;
  hint: string;
  chosen: readonly Chosen[];
  onChange: (chosen: readonly Chosen[]) => void;
  /** Takes no more than one. */
  one?: boolean;
  /** Not offered. */
  without?: readonly string[];
  autoFocus?: boolean;
}

/** Whom somebody means: found by name while it is typed, or by an e-mail address as it is. */
export function PeopleField({ label, hint, chosen, onChange, one = false, without = [], autoFocus }: Props) {
  const { chat, me } = useWorkspace();
  const people = useMemo(() => new People(chat), [chat]);
  const { text, found, problem } = useStore(people.state);
  const [active, setActive] = useState(0);
  const id = useId();
  useEffect(() => () => people.stop(), [people]);
  const hidden = new Set([me, ...without, ...chosen.map((person) => person.id)]);
  const address = text.trim().replace(/[,;]$/, '');
  const offers: readonly Chosen[] = isAddress(address)
    ? [{ id: address, name: address }]
    : (found ?? [])
        .filter(({ userId }) => !hidden.has(userId))
        .map(({ userId, displayName }) => ({ id: userId, name: displayName }));
  const at = Math.min(active, offers.length - 1);
  const full = one && chosen.length > 0;

  function choose(...more: readonly Chosen[]) {
    people.type('');
    setActive(0);
    onChange([...chosen, ...more.filter((person) => !hidden.has(person.id))]);
  }

  /** Addresses with commas between, as they are copied from a mail. */
  function write(value: string) {
    const parts = value.split(/[\s,;]+/).filter((part) => part !== '');
    if (!one && parts.length > 1 && parts.every(isAddress)) {
      choose(...parts.map((part) => ({ id: part, name: part })));
    } else {
      people.type(value);
      setActive(0);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const offer = offers[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offers.length > 0) {
      event.preventDefault();
      setActive((at + step + offers.length) % offers.length);
    } else if ((event.key === 'Enter' || event.key === ',') && offer !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(offer);
    } else if (event.key === 'Backspace' && text === '' && chosen.length > 0) {
      onChange(chosen.slice(0, -1));
    } else if (event.key === 'Escape' && text !== '') {
      // The dialog around stays.
      event.preventDefault();
      people.type('');
    }
  }

  return (
    <div className="field people-field">
      <label htmlFor={id}>{label}</label>
      {chosen.length > 0 && (
        <ul className="people-chosen" aria-label={t.people}>
          {chosen.map((person) => (
            <li key={person.id} className="chip">
              <span dir="auto">{person.name}</span>
              <button
                type="button"
                aria-label={`${t.remove}: ${person.name}`}
                onClick={() => onChange(chosen.filter((other) => other !== person))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {!full && (
        <input
          id={id}
          name={TYPED}
          value={text}
          role="combobox"
          dir="auto"
          autoComplete="off"
          autoFocus={autoFocus}
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={offers[at] && `${id}-${at}`}
          aria-describedby={`${id}-hint`}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
      <ul id={`${id}-list`} className="people-offers" role="listbox" aria-label={t.people} hidden={offers.length === 0}>
        {offers.map((person, i) => (
          <li
            key={person.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            data-testid="person"
            onMouseDown={(event) => {
              event.preventDefault();
              choose(person);
            }}
          >
            <Avatar id={person.id} name={person.name} small />
            <span dir="auto">{person.name}</span>
          </li>
        ))}
      </ul>
      <small id={`${id}-hint`} className="muted" role="status">
        {found?.length === 0 && text.trim() !== '' ? t.nobodyFound : hint}
      </small>
      <Problem text={problem === undefined ? undefined : problemText(problem)} />
    </div>
  );
}
