import { useCallback } from 'react';
import { shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { t } from '../../texts';
import { useWorkspace } from '../context';
import { ActionButton } from './ActionRow';
import { Listed } from './Listed';
import { Table } from './Table';
import type { Actions } from './useActions';
import { useList } from './useList';

/** What agents work on, in all sessions. */
export function OpenTasks({ actions }: { actions: Actions }) {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const list = useList(useCallback(() => chat.call('GET /admin/tasks', {}), [chat]));
  return (
    <Listed list={list} empty={texts.noTasks}>
      {(tasks) => (
        <Table
          title={texts.openTasks}
          words
          columns={[
            texts.task,
            texts.agent,
            texts.state,
            texts.progress,
            texts.started,
            texts.lastHeard,
            texts.actions,
          ]}
          rows={tasks.map((task) => [
            task.taskType,
            task.agent,
            t.taskStatus[task.status],
            `${task.progress} %`,
            shortTime(task.createdAt),
            shortTime(task.updatedAt),
            <ActionButton
              key="cancel"
              actions={actions}
              subject={`${task.taskType} · ${task.agent}`}
              label={texts.cancelTask}
              hint={texts.cancelTaskHint}
              danger
              run={async () => {
                await chat.call('POST /chat/agent-task/{taskId}/cancel', { path: { taskId: task.taskId } });
                list.put(({ taskId }) => taskId === task.taskId, undefined);
              }}
            />,
          ])}
        />
      )}
    </Listed>
  );
}
