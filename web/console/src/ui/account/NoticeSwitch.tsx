import { useStore } from '../../state/store';
import { t } from '../../texts';
import { useWorkspace } from '../context';

/** Whether messages are told of outside the page. The browser is asked only when somebody wants it. */
export function NoticeSwitch() {
  const { notices } = useWorkspace();
  const state = useStore(notices.state);
  if (state === 'denied' || state === 'missing') {
    return <p className="muted">{state === 'denied' ? t.notifyDenied : t.notifyMissing}</p>;
  }
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          role="switch"
          checked={state === 'on'}
          onChange={(event) => void notices.turn(event.target.checked)}
        />
        {t.notify}
      </label>
      <p className="muted check-hint">{t.notifyHint}</p>
    </>
  );
}
