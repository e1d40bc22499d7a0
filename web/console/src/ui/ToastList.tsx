import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Icon } from './Icon';

export function ToastList() {
  const { toasts } = useWorkspace();
  const items = useStore(toasts.items);
  return (
    <div className="toasts" role="status" aria-label="Notifications">
      {items.map((toast) => (
        <div key={toast.id} className={`toast ${toast.kind}`}>
          <span dir="auto">{toast.text}</span>
          <button className="icon-button" aria-label="Dismiss" onClick={() => toasts.dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
