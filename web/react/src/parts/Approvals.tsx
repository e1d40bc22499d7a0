import type { ToolApproval } from '@cogo-chat/client';
import { choicesOf, detailOf, type Choice } from '@cogo-chat/parts';
import { useState } from 'react';
import { useApprovals } from '../hooks.js';
import { useTexts } from './texts.js';

function Card({ call }: { call: ToolApproval }) {
  const { decide } = useApprovals();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const texts = useTexts();
  const say = ({ decision }: Choice) => {
    setBusy(true);
    decide(call.callId, decision)
      .then(
        () => setError(undefined),
        (failure: Error) => setError(failure.message),
      )
      .finally(() => setBusy(false));
  };
  return (
    <article className="cogo-approval" data-state={call.state}>
      <strong>{call.state === 'found' ? texts.toolFound : texts.toolAsks}</strong>
      <div>
        <code>{`${call.server}: ${call.tool}`}</code>
      </div>
      <pre dir="auto">{detailOf(call)}</pre>
      <div className="cogo-approval-actions">
        {choicesOf(call, texts).map((choice) => (
          <button key={choice.decision} type="button" disabled={busy} onClick={() => say(choice)}>
            {choice.label}
          </button>
        ))}
      </div>
      {error !== undefined && <p className="cogo-error">{error}</p>}
    </article>
  );
}

/** What the AI asks the user about; nothing when it asks nothing. */
function Root() {
  const { approvals } = useApprovals();
  const texts = useTexts();
  return approvals.length === 0 ? null : (
    <section className="cogo-approvals" aria-label={texts.approvals} aria-live="polite">
      {approvals.map((call) => (
        <Card key={`${call.callId}-${call.state}`} call={call} />
      ))}
    </section>
  );
}

export const Approvals = { Root, Card };
