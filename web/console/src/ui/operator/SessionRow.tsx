import type { wire } from '@cogo-chat/client';
import { fullTime, shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { Card } from './Card';
import { download } from './download';
import type { Actions } from './useActions';

export type Session = wire.SessionOverview;

interface Props {
  session: Session;
  actions: Actions;
  /** It is otherwise now, or gone. */
  onChange: (now: Session | undefined, id: string) => void;
  onHold: (session: Session) => void;
}

export function SessionRow({ session, actions, onChange, onHold }: Props) {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const { id, hold, archivedAt } = session;
  const path = { sessionId: id };
  const name = session.title ?? texts.sessionKinds[session.kind];

  async function archive(archived: boolean) {
    onChange(await chat.call('PATCH /admin/sessions/{sessionId}', { path, body: { archived } }), id);
  }

  async function release() {
    await chat.call('DELETE /admin/sessions/{sessionId}/hold', { path });
    const { hold: ended, ...now } = session;
    if (ended !== undefined) onChange(now, id);
  }

  return (
    <Card
      name={name}
      lines={[
        texts.sessionKinds[session.kind],
        texts.members(session.memberCount),
        texts.messagesIn(session.messageCount),
        shortTime(session.lastActivity),
      ]}
      tags={[
        session.encrypted && { text: texts.encrypted },
        hold !== undefined && { text: texts.onHold },
        archivedAt !== undefined && { text: texts.archived },
        session.deleting && { text: texts.deleting, bad: true },
      ]}
    >
      <p className="muted card-facts">
        {hold !== undefined && (
          <>
            <span dir="auto">{hold.reason}</span> · {fullTime(hold.heldAt)} ·{' '}
          </>
        )}
        {texts.since(fullTime(session.createdAt))} · <span className="mono">{id}</span>
      </p>
      <div className="card-actions">
        <button
          type="button"
          className="plain compact"
          onClick={() => actions.now(() => download(chat, `/admin/sessions/${id}/export`, `session-${id}.jsonl`))}
        >
          {texts.download}
        </button>
        <button
          type="button"
          className="plain compact"
          onClick={() =>
            archivedAt === undefined
              ? actions.confirm({
                  title: texts.archive,
                  hint: texts.archiveHint,
                  subject: name,
                  run: () => archive(true),
                })
              : actions.now(() => archive(false))
          }
        >
          {archivedAt === undefined ? texts.archive : texts.reopen}
        </button>
        {hold === undefined ? (
          <button type="button" className="plain compact" onClick={() => onHold(session)}>
            {texts.hold}
          </button>
        ) : (
          <button
            type="button"
            className="plain compact"
            onClick={() =>
              actions.confirm({ title: texts.release, hint: texts.releaseHint, subject: name, run: release })
            }
          >
            {texts.release}
          </button>
        )}
        {hold === undefined && !session.deleting && (
          <button
            type="button"
            className="plain compact danger"
            onClick={() =>
              actions.confirm({
                title: texts.deleteSession,
                hint: texts.deleteSessionHint,
                subject: name,
                run: async () => {
                  await chat.call('DELETE /admin/sessions/{sessionId}', { path });
                  onChange(undefined, id);
                },
              })
            }
          >
            {texts.deleteSession}
          </button>
        )}
      </div>
    </Card>
  );
}
