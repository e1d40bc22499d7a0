import { Markdown } from '@cogo-chat/react/parts';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Icon } from './Icon';

/** The last announcement of an operator, until it is dismissed. */
export function Announcements() {
  const { announcement } = useWorkspace();
  const current = useStore(announcement);
  return (
    <div role="status" aria-label="Announcements">
      {current !== undefined && (
        <div className="banner announcement">
          <Icon name="horn" />
          <Markdown text={current.content} />
          <button className="icon-button" aria-label="Dismiss announcement" onClick={() => announcement.set(undefined)}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
