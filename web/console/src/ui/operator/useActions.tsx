import { useState, type ReactNode } from 'react';
import { useTexts } from '../../texts/operator';
import { ConfirmDialog } from '../ConfirmDialog';
import { useWorkspace } from '../context';

interface Asked {
  title: string;
  hint: string;
  /** Whom or what it is done to. */
  subject: string;
  run: () => Promise<void>;
}

export interface Actions {
  /** Asks first, then does it. */
  confirm: (asked: Asked) => void;
  /** Does it at once, and says what went wrong. */
  now: (run: () => Promise<void>) => void;
  /** To be drawn somewhere. */
  dialog: ReactNode;
}

/** What operators do to something: with a question before it where it hurts somebody, and with a word when it is done. */
export function useActions(): Actions {
  const { toasts } = useWorkspace();
  const texts = useTexts();
  const [asked, setAsked] = useState<Asked>();

  async function said(run: () => Promise<void>) {
    await run();
    toasts.info(texts.done);
  }

  return {
    confirm: setAsked,
    now: (run) => void said(run).catch((error: unknown) => toasts.error(error)),
    dialog: asked !== undefined && (
      <ConfirmDialog
        title={asked.title}
        action={asked.title}
        onConfirm={() => said(asked.run)}
        onClose={() => setAsked(undefined)}
      >
        <p>
          <strong dir="auto">{asked.subject}</strong>
        </p>
        <p className="muted">{asked.hint}</p>
      </ConfirmDialog>
    ),
  };
}
