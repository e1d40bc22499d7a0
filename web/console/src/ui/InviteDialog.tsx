import { useEffect, useState, type FormEvent } from 'react';
import type { Invite, Session } from '../types';
import { inviteLink } from '../state/route';
import { titleOf } from '../state/sessions';
import { durationText, fullTime, shortTime } from '../state/time';
import { problemText } from '../state/problems';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { t } from '../texts';

/** How long a link can be good for, in seconds. */
const lives = [3600, 86_400, 604_800, 2_592_000];
const uses = [1, 5, 25, 100] as const;

/** Makes links that let others join, and ends those that are open. */
export function InviteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { chat, me } = useWorkspace();
  const { invites } = chat.room(session.id);
  const [open, setOpen] = useState<readonly Invite[]>();
  const [made, setMade] = useState<Invite>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const reading = new AbortController();
    invites
      .list({ signal: reading.signal })
      .then(setOpen, (error: unknown) => reading.signal.aborted || setProblem(problemText(error)));
    return () => reading.abort();
  }, [invites]);

  async function doing(job: () => Promise<void>) {
    setBusy(true);
    setProblem(undefined);
    try {
      await job();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  }

  function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const maxUses = Number(form.get('maxUses'));
    void doing(async () => {
      const invite = await invites.create({
        expiresInSeconds: Number(form.get('expires')),
        maxUses: maxUses === 0 ? undefined : maxUses,
      });
      setMade(invite);
      setOpen((known) => [invite, ...(known ?? [])]);
    });
  }

  const revoke = (invite: Invite) =>
    void doing(async () => {
      await invites.revoke(invite.id);
      setOpen((invites) => invites?.filter((other) => other.id !== invite.id));
      setMade((other) => (other?.id === invite.id ? undefined : other));
    });

  return (
    <Dialog title={t.inviteTo(titleOf(session, me))} onClose={onClose}>
      <form className="invite-form" onSubmit={create}>
        <label className="field">
          <span>{t.expiresAfter}</span>
          <select name="expires" defaultValue={604_800}>
            {lives.map((seconds) => (
              <option key={seconds} value={seconds}>
                {durationText(seconds)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t.canBeUsed}</span>
          <select name="maxUses" defaultValue={0}>
            <option value={0}>{t.anyNumber}</option>
            {uses.map((count) => (
              <option key={count} value={count}>
                {t.times(count)}
              </option>
            ))}
          </select>
        </label>
        <button className="primary" disabled={busy}>
          <Icon name="link" /> {t.createLink}
        </button>
      </form>
      {made?.token !== undefined && <NewLink link={inviteLink(made.token)} />}
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <h3>{t.openInvites}</h3>
      {open?.length === 0 && <p className="muted">{t.none}</p>}
      <ul className="rows">
        {(open ?? []).map((invite) => (
          <li key={invite.id} data-testid="invite">
            <span className="row-text">
              <span>{invite.maxUses === undefined ? t.used(invite.uses) : t.usedOf(invite.uses, invite.maxUses)}</span>
              <small className="muted">
                {t.inviteMade(shortTime(invite.createdAt), invite.expiresAt && fullTime(invite.expiresAt))}
              </small>
            </span>
            <button type="button" className="plain compact danger" disabled={busy} onClick={() => revoke(invite)}>
              {t.revoke}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The link is shown once: the server keeps only a fingerprint of it. */
function NewLink({ link }: { link: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(field: HTMLInputElement | null) {
    field?.select();
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      // Without a secure context there is no clipboard; the link is selected.
      setCopied(false);
    }
  }
  return (
    <div className="new-link">
      <p>{t.copyLinkNow}</p>
      <div className="new-link-line">
        <input
          readOnly
          aria-label={t.inviteLink}
          value={link}
          data-testid="invite-link"
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="plain"
          onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input') ?? null)}
        >
          <Icon name="copy" /> {copied ? t.copied : t.copy}
        </button>
      </div>
    </div>
  );
}
