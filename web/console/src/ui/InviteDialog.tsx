import { useEffect, useState, type FormEvent } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { Invite, Session } from '../types';
import { inviteLink } from '../state/route';
import { titleOf } from '../state/sessions';
import { shortTime } from '../state/time';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { Icon } from './Icon';

const lives = [
  [3600, '1 hour'],
  [86_400, '1 day'],
  [604_800, '7 days'],
  [2_592_000, '30 days'],
] as const;
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
      .then(setOpen, (error: unknown) => reading.signal.aborted || setProblem(asChatError(error).message));
    return () => reading.abort();
  }, [invites]);

  async function doing(job: () => Promise<void>) {
    setBusy(true);
    setProblem(undefined);
    try {
      await job();
    } catch (error) {
      setProblem(asChatError(error).message);
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
    <Dialog title={`Invite to ${titleOf(session, me)}`} onClose={onClose}>
      <form className="invite-form" onSubmit={create}>
        <label className="field">
          <span>Expires after</span>
          <select name="expires" defaultValue={604_800}>
            {lives.map(([seconds, name]) => (
              <option key={seconds} value={seconds}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Can be used</span>
          <select name="maxUses" defaultValue={0}>
            <option value={0}>Any number of times</option>
            {uses.map((count) => (
              <option key={count} value={count}>
                {count === 1 ? 'Once' : `${count} times`}
              </option>
            ))}
          </select>
        </label>
        <button className="primary" disabled={busy}>
          <Icon name="link" /> Create link
        </button>
      </form>
      {made?.token !== undefined && <NewLink link={inviteLink(made.token)} />}
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <h3>Open invites</h3>
      {open?.length === 0 && <p className="muted">None.</p>}
      <ul className="rows">
        {(open ?? []).map((invite) => (
          <li key={invite.id} data-testid="invite">
            <span className="row-text">
              <span>
                {invite.maxUses === undefined
                  ? usesText(invite.uses)
                  : `Used ${invite.uses} of ${invite.maxUses} times`}
              </span>
              <small className="muted">
                made {shortTime(invite.createdAt)}
                {invite.expiresAt !== undefined && `, ends ${new Date(invite.expiresAt).toLocaleString()}`}
              </small>
            </span>
            <button type="button" className="plain compact danger" disabled={busy} onClick={() => revoke(invite)}>
              Revoke
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
      <p>Copy the link now: it is shown only once.</p>
      <div className="new-link-line">
        <input
          readOnly
          aria-label="Invite link"
          value={link}
          data-testid="invite-link"
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="plain"
          onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input') ?? null)}
        >
          <Icon name="copy" /> {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </div>
  );
}

function usesText(count: number): string {
  return count === 0 ? 'Not used yet' : count === 1 ? 'Used once' : `Used ${count} times`;
}
