import { useCallback, useState } from 'react';
import { fullTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { ActionRow } from './ActionRow';
import { AskDialog } from './AskDialog';
import { Card } from './Card';
import { Deliveries } from './Deliveries';
import { Listed } from './Listed';
import { SecretDialog, type Shown } from './SecretDialog';
import { useActions } from './useActions';
import { useList } from './useList';

const KEEP_SECONDS = 3600;

/** Who is told what happens, and what they were told. */
export function WebhooksPart() {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const actions = useActions();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const list = useList(useCallback(() => chat.call('GET /admin/webhooks', {}), [chat]));
  async function create(entered: (name: string) => string) {
    const { secrets } = await chat.call('POST /admin/webhooks', { body: { url: entered('url') } });
    await list.reload();
    setShown({ title: texts.secret, hint: texts.onceHint, text: secrets[0]?.secret ?? '' });
  }

  return (
    <>
      <Listed list={list} empty={texts.nothing}>
        {(webhooks) => (
          <ul className="cards">
            {webhooks.map((webhook) => {
              const isIt = ({ id }: { id: string }) => id === webhook.id;
              const path = { webhookId: webhook.id };
              const turn = async (enabled: boolean) =>
                list.put(isIt, await chat.call('PATCH /admin/webhooks/{webhookId}', { path, body: { enabled } }));
              const rotate = async () => {
                const body = { keepSeconds: KEEP_SECONDS };
                const { secret = '' } = await chat.call('POST /admin/webhooks/{webhookId}/secret', { path, body });
                setShown({ title: texts.secret, hint: texts.newSecretHint, text: secret });
              };
              const remove = async () => {
                await chat.call('DELETE /admin/webhooks/{webhookId}', { path });
                list.put(isIt, undefined);
              };
              return (
                <Card
                  key={webhook.id}
                  name={webhook.url}
                  lines={[webhook.events.join(', ') || texts.allEvents, webhook.description]}
                  tags={[
                    { text: webhook.enabled ? texts.on : texts.off, bad: !webhook.enabled },
                    webhook.disabledReason !== undefined && { text: texts.givenUp(webhook.disabledReason), bad: true },
                  ]}
                >
                  <p className="muted card-facts">{texts.since(fullTime(webhook.createdAt))}</p>
                  <ActionRow
                    actions={actions}
                    subject={webhook.url}
                    offered={[
                      webhook.enabled
                        ? { label: texts.turnOff, hint: texts.turnOffWebhookHint, run: () => turn(false) }
                        : { label: texts.turnOn, run: () => turn(true) },
                      { label: texts.newSecret, hint: texts.newSecretHint, run: rotate },
                      { label: texts.removeWebhook, hint: texts.removeWebhookHint, run: remove, danger: true },
                    ]}
                  />
                  <Deliveries webhookId={webhook.id} actions={actions} />
                </Card>
              );
            })}
          </ul>
        )}
      </Listed>
      <div className="section-end">
        <button type="button" className="plain" onClick={() => void list.reload()}>
          {texts.refresh}
        </button>
        <button type="button" className="primary" onClick={() => setAsking(true)}>
          {texts.newWebhook}
        </button>
      </div>
      {actions.dialog}
      {asking && (
        <AskDialog
          title={texts.newWebhook}
          hint={texts.newWebhookHint}
          action={texts.make}
          fields={[{ name: 'url', label: 'URL', type: 'url', maxLength: 1000 }]}
          onDone={create}
          onClose={() => setAsking(false)}
        />
      )}
      {shown !== undefined && <SecretDialog shown={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
