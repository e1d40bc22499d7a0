import { useState, type FormEvent } from 'react';
import type { Session, SessionChange } from '../types';
import { isArchived, mayArchive, mayChangeAi, mayChangeSettings, mayInvite, mayLeave } from '../state/rights';
import type { Room } from '../state/room';
import { goTo } from '../state/route';
import { durationText } from '../state/time';
import { problemText } from '../state/problems';
import { ConfirmDialog } from './ConfirmDialog';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { MemberList } from './MemberList';
import { TextField } from './TextField';
import { t } from '../texts';

/** Pauses between two messages of a member, in seconds. */
const pauses = [0, 5, 10, 30, 60, 300, 900, 3600, 21_600];

interface Props {
  session: Session;
  room: Room;
  onInvite: () => void;
  onClose: () => void;
}

/** Everything about a session that the user's role lets them change. */
export function SessionSettings({ session, room, onInvite, onClose }: Props) {
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const [confirming, setConfirming] = useState<'archive' | 'leave'>();
  const changes = mayChangeSettings(session);
  const slow = session.slowModeSeconds;

  async function doing(job: () => Promise<void>): Promise<boolean> {
    setBusy(true);
    setProblem(undefined);
    setSaved(false);
    try {
      await job();
      return true;
    } catch (error) {
      setProblem(problemText(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  const update = (change: SessionChange) => doing(() => room.chat.update(change));

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const change = changeOf(session, new FormData(event.currentTarget), changes);
    if (Object.keys(change).length === 0 || (await update(change))) {
      setSaved(true);
    }
  }

  return (
    <Dialog title={t.chatSettings} onClose={onClose}>
      {(changes || mayChangeAi(session)) && (
        <form className="settings" onSubmit={(event) => void save(event)} onChange={() => setSaved(false)}>
          {changes && (
            <>
              <TextField name="title" label={t.title} maxLength={200} defaultValue={session.title ?? ''} dir="auto" />
              <label className="field">
                <span>{t.slowModeName}</span>
                <select name="slow" defaultValue={slow}>
                  {[...new Set([...pauses, slow])].map((seconds) => (
                    <option key={seconds} value={seconds}>
                      {seconds === 0 ? t.off : t.oneEvery(durationText(seconds))}
                    </option>
                  ))}
                </select>
                <small className="muted">{t.slowModeHint}</small>
              </label>
            </>
          )}
          {mayChangeAi(session) && (
            <label className="check">
              <input type="checkbox" name="ai" defaultChecked={session.ai} /> {t.aiMayBeAsked}
            </label>
          )}
          {mayChangeAi(session) && (
            <>
              <Choice
                name="aiMode"
                label={t.aiAnswers}
                value={session.aiMode}
                options={{ explicit: t.aiExplicit, mention: t.aiMention, always: t.aiAlways }}
              />
              <Choice
                name="whenBusy"
                label={t.aiBusy}
                value={session.whenBusy}
                options={{ queue: t.aiQueue, steer: t.aiSteer, restart: t.aiRestart, reject: t.aiReject }}
              />
            </>
          )}
          <div className="settings-save">
            <span role="status" className="muted">
              {saved ? t.saved : ''}
            </span>
            <button className="primary" disabled={busy}>
              {t.save}
            </button>
          </div>
        </form>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={session.muted}
          disabled={busy}
          onChange={(event) => {
            const muted = event.target.checked;
            void doing(() => room.chat.mute(muted));
          }}
        />
        {t.muteChat}
      </label>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="settings-head">
        <h3>{t.members}</h3>
        {mayInvite(session) && (
          <button type="button" className="plain compact" onClick={onInvite}>
            <Icon name="link" /> {t.inviteLink}
          </button>
        )}
      </div>
      <MemberList session={session} room={room} />
      <div className="settings-end">
        {mayArchive(session) &&
          (isArchived(session) ? (
            <button type="button" className="plain" disabled={busy} onClick={() => void update({ archived: false })}>
              <Icon name="archive" /> {t.openAgain}
            </button>
          ) : (
            <button type="button" className="plain" onClick={() => setConfirming('archive')}>
              <Icon name="archive" /> {t.archive}
            </button>
          ))}
        {mayLeave(session) && (
          <button type="button" className="plain danger" onClick={() => setConfirming('leave')}>
            <Icon name="leave" /> {t.leaveChat}
          </button>
        )}
      </div>
      {confirming === 'archive' && (
        <ConfirmDialog
          title={t.archiveThis}
          action={t.archive}
          onClose={() => setConfirming(undefined)}
          onConfirm={() => room.chat.update({ archived: true })}
        >
          <p>{t.archiveHint}</p>
        </ConfirmDialog>
      )}
      {confirming === 'leave' && (
        <ConfirmDialog
          title={t.leaveThis}
          action={t.leave}
          onClose={() => setConfirming(undefined)}
          onConfirm={async () => {
            await room.chat.leave();
            goTo({ page: 'home' });
          }}
        >
          <p>{t.leaveHint}</p>
        </ConfirmDialog>
      )}
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  value: T;
  options: Record<T, string>;
}

function Choice<T extends string>({ name, label, value, options }: ChoiceProps<T>) {
  return (
    <label className="field">
      <span>{label}</span>
      <select name={name} defaultValue={value}>
        {Object.entries<string>(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Only what is different is sent. */
function changeOf(session: Session, form: FormData, changes: boolean): SessionChange {
  const change: SessionChange = {};
  const title = String(form.get('title') ?? '').trim();
  if (changes && title !== '' && title !== session.title) {
    change.title = title;
  }
  const slowModeSeconds = Number(form.get('slow') ?? 0);
  if (changes && slowModeSeconds !== session.slowModeSeconds) {
    change.slowModeSeconds = slowModeSeconds;
  }
  const ai = form.get('ai') !== null;
  if (mayChangeAi(session) && ai !== session.ai) {
    change.ai = ai;
  }
  const aiMode = form.get('aiMode') as Session['aiMode'] | null;
  if (mayChangeAi(session) && aiMode !== null && aiMode !== session.aiMode) {
    change.aiMode = aiMode;
  }
  const whenBusy = form.get('whenBusy') as Session['whenBusy'] | null;
  if (mayChangeAi(session) && whenBusy !== null && whenBusy !== session.whenBusy) {
    change.whenBusy = whenBusy;
  }
  return change;
}
