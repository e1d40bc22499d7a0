import { useCallback, useState } from 'react';
import { fullTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { ActionRow } from './ActionRow';
import { Card } from './Card';
import { Listed } from './Listed';
import { OpenTasks } from './OpenTasks';
import { SecretDialog, type Shown } from './SecretDialog';
import { useActions } from './useActions';
import { useList } from './useList';

const KEEP_SECONDS = 3600;

/** The registered agents. */
export function AgentsPart() {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const actions = useActions();
  const [shown, setShown] = useState<Shown>();
  const list = useList(useCallback(() => chat.call('GET /admin/agents', {}), [chat]));
  const [looks, setLooks] = useState(0);

  function refresh() {
    setLooks(looks + 1);
    void list.reload();
  }

  return (
    <>
      <Listed list={list} empty={texts.nothing}>
        {(agents) => (
          <ul className="cards">
            {agents.map((agent) => {
              const isIt = ({ id }: { id: string }) => id === agent.id;
              const path = { handle: agent.handle };
              const turn = async (enabled: boolean) =>
                list.put(isIt, await chat.call('PATCH /admin/agents/{handle}', { path, body: { enabled } }));
              const rotate = async () => {
                const body = { keepSeconds: KEEP_SECONDS };
                const { secret = '' } = await chat.call('POST /admin/agents/{handle}/secret', { path, body });
                setShown({ title: texts.secret, hint: texts.newSecretHint, text: secret });
              };
              const remove = async () => {
                await chat.call('DELETE /admin/agents/{handle}', { path });
                list.put(isIt, undefined);
              };
              return (
                <Card
                  key={agent.id}
                  name={agent.name}
                  lines={[
                    `@${agent.handle}`,
                    texts.agentKinds[agent.kind],
                    agent.skills.map(({ title, taskType }) => title ?? taskType).join(', ') || texts.anyTask,
                  ]}
                  tags={[{ text: agent.enabled ? texts.on : texts.off, bad: !agent.enabled }]}
                >
                  <p className="muted card-facts">
                    {[
                      agent.description,
                      agent.url,
                      agent.limits.tasksAtOnce !== undefined && texts.atOnce(agent.limits.tasksAtOnce),
                      texts.since(fullTime(agent.createdAt)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                  <ActionRow
                    actions={actions}
                    subject={agent.name}
                    offered={[
                      agent.enabled
                        ? { label: texts.turnOff, hint: texts.turnOffAgentHint, run: () => turn(false) }
                        : { label: texts.turnOn, run: () => turn(true) },
                      { label: texts.newSecret, hint: texts.newSecretHint, run: rotate },
                      { label: texts.removeAgent, hint: texts.removeAgentHint, run: remove, danger: true },
                    ]}
                  />
                </Card>
              );
            })}
          </ul>
        )}
      </Listed>
      <OpenTasks key={looks} actions={actions} />
      <div className="section-end">
        <button type="button" className="plain" onClick={refresh}>
          {texts.refresh}
        </button>
      </div>
      {actions.dialog}
      {shown !== undefined && <SecretDialog shown={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
