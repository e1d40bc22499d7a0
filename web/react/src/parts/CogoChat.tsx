import type { Chat, Message } from '@cogo-chat/client';
import { runIn, settingsOf, threadOf, titleOf } from '@cogo-chat/parts';
import { useState, type ReactNode } from 'react';
import { ChatProvider, RoomProvider, useTheRoom } from '../context.js';
import { useUser } from '../hooks.js';
import { useStore } from '../store.js';
import { Approvals } from './Approvals.js';
import { Composer } from './Composer.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { IconButton } from './Icon.js';
import { Members } from './Members.js';
import { Presence } from './Presence.js';
import { Search } from './Search.js';
import { SessionList } from './SessionList.js';
import { LanguageProvider, useTexts } from './texts.js';
import { Thread } from './Thread.js';
import { TypingLine } from './TypingLine.js';

export interface CogoChatProps {
  /** The client; left out inside a `ChatProvider`. */
  chat?: Chat;
  /** The session to show; without one the user's sessions are offered. */
  sessionId?: string;
  /** The language of the parts; without one the browser's. */
  language?: string;
  /** Without one the system's. */
  theme?: 'light' | 'dark';
  density?: 'compact';
}

/** A whole chat in one tag: the thread of a session with everything around, or the list of sessions with it. */
export function CogoChat({ chat, language, theme, density, sessionId }: CogoChatProps) {
  const inner = (
    <LanguageProvider language={language}>
      <div className="cogo cogo-chat" data-theme={theme} data-density={density}>
        {sessionId === undefined ? <Sessions /> : <OneRoom id={sessionId} />}
      </div>
    </LanguageProvider>
  );
  return chat === undefined ? inner : <ChatProvider chat={chat}>{inner}</ChatProvider>;
}

function Sessions() {
  const [current, setCurrent] = useState<string>();
  const texts = useTexts();
  return (
    <div className="cogo-chat" data-open={current === undefined ? 'list' : 'room'} style={{ flex: 1 }}>
      <div className="cogo-side">
        <SessionList.Root current={current} onSelect={setCurrent} />
      </div>
      {current === undefined ? (
        <div className="cogo-room">
          <p className="cogo-empty">{texts.chooseSession}</p>
        </div>
      ) : (
        <OneRoom id={current} onBack={() => setCurrent(undefined)} />
      )}
    </div>
  );
}

function OneRoom({ id, onBack }: { id: string; onBack?: () => void }) {
  return (
    <RoomProvider key={id} id={id}>
      <RoomView onBack={onBack} />
    </RoomProvider>
  );
}

function RoomView({ onBack }: { onBack?: () => void }) {
  const [panel, setPanel] = useState<'search' | 'members'>();
  const room = useTheRoom();
  const texts = useTexts();
  const close = () => setPanel(undefined);
  const toggle = (name: 'search' | 'members') => () => setPanel(panel === name ? undefined : name);
  const open = ({ seq }: Message) => {
    close();
    if (seq !== undefined) {
      runIn(
        () => threadOf(room).to(seq),
        () => undefined,
      );
    }
  };
  return (
    <>
      <section className="cogo-room">
        <header className="cogo-header">
          {onBack !== undefined && <IconButton icon="back" label={texts.back} className="cogo-back" onClick={onBack} />}
          <Title />
          <Presence.Count />
          <IconButton icon="search" label={texts.search} expanded={panel === 'search'} onClick={toggle('search')} />
          <IconButton icon="members" label={texts.members} expanded={panel === 'members'} onClick={toggle('members')} />
        </header>
        <ConnectionBanner />
        <Thread.Root />
        <Approvals.Root />
        <TypingLine />
        <Composer.Root />
      </section>
      {panel === 'search' && (
        <Panel title={texts.search} onClose={close}>
          <Search.Root onSelect={open} />
        </Panel>
      )}
      {panel === 'members' && (
        <Panel title={texts.members} onClose={close}>
          <Members.Root />
        </Panel>
      )}
    </>
  );
}

function Title() {
  const session = useStore(settingsOf(useTheRoom()));
  const me = useUser()?.id;
  const texts = useTexts();
  return (
    <h2 className="cogo-title" dir="auto">
      {session && titleOf(session, me, texts)}
    </h2>
  );
}

function Panel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const texts = useTexts();
  return (
    <aside className="cogo-panel" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <IconButton icon="close" label={texts.close} onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
