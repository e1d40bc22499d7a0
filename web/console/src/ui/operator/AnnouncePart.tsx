import { useState, type FormEvent } from 'react';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';

/** Tells everybody something. */
export function AnnouncePart() {
  const { chat, toasts } = useWorkspace();
  const texts = useTexts();
  const [busy, setBusy] = useState(false);

  async function announce(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    try {
      await chat.call('POST /chat/announcement', { body: { content: String(new FormData(form).get('content')) } });
      form.reset();
      toasts.info(texts.announced);
    } catch (error) {
      toasts.error(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="announce" onSubmit={(event) => void announce(event)}>
      <label className="field">
        <span>{texts.announcement}</span>
        <textarea name="content" rows={4} dir="auto" required aria-describedby="announce-hint" />
      </label>
      <p id="announce-hint" className="muted">
        {texts.announcementHint}
      </p>
      <div className="section-end">
        <button className="primary" disabled={busy}>
          {texts.announce}
        </button>
      </div>
    </form>
  );
}
