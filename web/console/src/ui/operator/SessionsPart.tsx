import { useCallback, useState } from 'react';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { AskDialog } from './AskDialog';
import { Listed } from './Listed';
import { SearchLine } from './SearchLine';
import { SessionRow, type Session } from './SessionRow';
import { useActions } from './useActions';
import { useList } from './useList';

const CHOICES = ['all', 'group', 'direct', 'held'] as const;

type Choice = (typeof CHOICES)[number];

/** Everybody's sessions, with nothing of what is said in them. */
export function SessionsPart() {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const [title, setTitle] = useState('');
  const [choice, setChoice] = useState<Choice>('all');
  const [held, setHeld] = useState<Session>();
  const actions = useActions();
  const list = useList(
    useCallback(
      (cursor: string | undefined) =>
        chat.call('GET /admin/sessions', {
          query: {
            title: title === '' ? undefined : title,
            kind: choice === 'group' || choice === 'direct' ? choice : undefined,
            state: choice === 'held' ? choice : undefined,
            cursor,
            limit: 50,
          },
        }),
      [chat, title, choice],
    ),
  );
  const put = (now: Session | undefined, id: string) => list.put((session) => session.id === id, now);

  return (
    <>
      <search className="operator-filter">
        <SearchLine label={texts.searchSessions} onSearch={setTitle} />
        <div className="chips" role="group" aria-label={texts.state}>
          {CHOICES.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={each === choice}
              onClick={() => setChoice(each)}
            >
              {texts.sessionChoices[each]}
            </button>
          ))}
        </div>
      </search>
      <Listed list={list} empty={texts.noMatch}>
        {(sessions) => (
          <ul className="cards">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} actions={actions} onChange={put} onHold={setHeld} />
            ))}
          </ul>
        )}
      </Listed>
      {actions.dialog}
      {held !== undefined && (
        <AskDialog
          title={texts.hold}
          hint={texts.holdHint}
          action={texts.hold}
          fields={[{ name: 'reason', label: texts.holdReason, maxLength: 200 }]}
          onDone={async (entered) =>
            put(
              await chat.call('PUT /admin/sessions/{sessionId}/hold', {
                path: { sessionId: held.id },
                body: { reason: entered('reason') },
              }),
              held.id,
            )
          }
          onClose={() => setHeld(undefined)}
        />
      )}
    </>
  );
}
