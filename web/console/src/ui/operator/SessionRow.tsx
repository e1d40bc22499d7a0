import type { wire } from '@cogo-chat/client';
import { fullTime, shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { ActionRow } from './ActionRow';
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

  async function remove() {
    await chat.call('DELETE /admin/sessions/{sessionId}', { path });
    onChange(undefined, id);
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
      <ActionRow
        actions={actions}
        subject={name}
        offered={[
          {
            label: texts.downloadSession,
            run: () => download(chat, `/admin/sessions/${id}/export`, `session-${id}.jsonl`),
          },
          archivedAt === undefined
            ? { label: texts.archive, hint: texts.archiveHint, run: () => archive(true) }
            : { label: texts.reopen, run: () => archive(false) },
          hold !== undefined && { label: texts.release, hint: texts.releaseHint, run: release },
          hold === undefined &&
            !session.deleting && {
              label: texts.deleteSession,
              hint: texts.deleteSessionHint,
              run: remove,
              danger: true,
            },
        ]}
      />
      {hold === undefined && (
        <div className="card-actions">
          <button type="button" className="plain compact" onClick={() => onHold(session)}>
            {texts.hold}
          </button>
        </div>
      )}
    </Card>
  );
}
