import { useLayoutEffect, useRef } from 'react';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { t } from '../texts';

export function ToastList() {
  const { toasts } = useWorkspace();
  const items = useStore(toasts.items);
  const list = useRef<HTMLDivElement>(null);
  const newest = items.at(-1)?.id;

  // What is shown last stands above everything, also above a dialog that was opened before.
  useLayoutEffect(() => {
    if (newest !== undefined) {
      list.current?.hidePopover();
      list.current?.showPopover();
    }
  }, [newest]);

  return (
    <div ref={list} popover="manual" className="toasts" role="status" aria-label={t.notifications}>
      {items.map((toast) => (
        <div key={toast.id} className={`toast ${toast.kind}`}>
          {toast.href === undefined ? (
            <span dir="auto">{toast.text}</span>
          ) : (
            <a href={toast.href} onClick={() => toasts.dismiss(toast.id)}>
              <strong dir="auto">{toast.title}</strong>
              <span dir="auto">{toast.text}</span>
            </a>
          )}
          <button className="icon-button" aria-label={t.dismiss} onClick={() => toasts.dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
