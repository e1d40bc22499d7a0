import { useCallback } from 'react';
import { shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { Listed } from './Listed';
import type { Actions } from './useActions';
import { useList } from './useList';

/** What an endpoint was told, newest first. */
export function Deliveries({ webhookId, actions }: { webhookId: string; actions: Actions }) {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const list = useList(
    useCallback(
      (cursor: string | undefined) =>
        chat.call('GET /admin/webhooks/{webhookId}/deliveries', { path: { webhookId }, query: { cursor, limit: 20 } }),
      [chat, webhookId],
    ),
  );
  return (
    <section aria-label={texts.showDeliveries}>
      <h3 className="table-title">{texts.showDeliveries}</h3>
      <Listed list={list} empty={texts.nothing}>
        {(deliveries) => (
          <ul className="rows">
            {deliveries.map((delivery) => (
              <li key={delivery.id}>
                <span className="row-text">
                  <span>
                    {delivery.type}{' '}
                    <span className={delivery.status === 'failed' ? 'tag bad' : 'tag'}>
                      {texts.deliveryStates[delivery.status]}
                    </span>
                  </span>
                  <small className="muted">
                    {[
                      shortTime(delivery.createdAt),
                      texts.attempts(delivery.attempts),
                      delivery.lastStatus === undefined ? delivery.lastError : `HTTP ${delivery.lastStatus}`,
                    ]
                      .filter((part) => part !== undefined)
                      .join(' · ')}
                  </small>
                </span>
                {delivery.status !== 'open' && (
                  <button
                    type="button"
                    className="plain compact"
                    onClick={() =>
                      actions.now(async () => {
                        const path = { webhookId, deliveryId: delivery.id };
                        list.put(
                          ({ id }) => id === delivery.id,
                          await chat.call('POST /admin/webhooks/{webhookId}/deliveries/{deliveryId}/replay', { path }),
                        );
                      })
                    }
                  >
                    {texts.replay}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
}
