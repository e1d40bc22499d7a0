import { Markdown } from '@cogo-chat/react/parts';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { t } from '../texts';

/** The last announcement of an operator, until it is dismissed. */
export function Announcements() {
  const { announcement } = useWorkspace();
  const current = useStore(announcement);
  return (
    <div role="status" aria-label={t.announcements}>
      {current !== undefined && (
        <div className="banner announcement">
          <Icon name="horn" />
          <Markdown text={current.content} />
          <button
            className="icon-button"
            aria-label={t.dismissAnnouncement}
            onClick={() => announcement.set(undefined)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
