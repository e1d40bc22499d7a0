import { Suspense, type ReactNode } from 'react';
import { hashOf, OPERATOR_PARTS, type OperatorPart } from '../../state/route';
import { t } from '../../texts';
import { useTexts } from '../../texts/operator';
import { useMe } from '../context';
import { Icon } from '../Icon';
import { ActivityPart } from './ActivityPart';
import { AgentsPart } from './AgentsPart';
import { AnnouncePart } from './AnnouncePart';
import { AuditPart } from './AuditPart';
import { LiveBoard } from './LiveBoard';
import { SessionsPart } from './SessionsPart';
import { UsersPart } from './UsersPart';
import { WebhooksPart } from './WebhooksPart';
import './operator.css';

const parts: Record<OperatorPart, () => ReactNode> = {
  board: LiveBoard,
  activity: ActivityPart,
  users: UsersPart,
  sessions: SessionsPart,
  agents: AgentsPart,
  webhooks: WebhooksPart,
  audit: AuditPart,
  announce: AnnouncePart,
};

/** What only operators see: how the system does, and what they do to it. */
export default function OperatorPage({ part }: { part: OperatorPart }) {
  const { operator } = useMe();
  const texts = useTexts();
  const Part = parts[part];
  return (
    <div className="pane">
      <header className="session-head">
        <a className="icon-button back" href="#/" aria-label={t.backToList}>
          <Icon name="back" />
        </a>
        <div className="session-name">
          <h1>{t.operation}</h1>
          {!operator && <small className="muted">{texts.onlyOperators}</small>}
        </div>
      </header>
      {operator && (
        <>
          <nav className="operator-nav" aria-label={t.operation}>
            {OPERATOR_PARTS.map((each) => (
              <a
                key={each}
                href={hashOf({ page: 'operator', part: each })}
                aria-current={each === part ? 'page' : undefined}
              >
                {texts.parts[each]}
              </a>
            ))}
          </nav>
          <div className="pane-body operator-body">
            <Suspense>
              <h2 className="visually-hidden">{texts.parts[part]}</h2>
              <Part key={part} />
            </Suspense>
          </div>
        </>
      )}
    </div>
  );
}
