import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AgentCard, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent } from '@a2a-js/sdk';
import {
  AgentEvent,
  DefaultRequestHandler,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  ServerCallContext,
} from '@a2a-js/sdk/server';

/**
 * An agent that speaks A2A by its official library: it counts words, after it has asked for a language.
 *
 * @param {string} token what it wants to be shown
 */
export async function startA2aAgent(token) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const card = {
    name: 'Counter',
    description: 'Counts words',
    version: '1',
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming: true },
    defaultInputModes: ['text/plain'],
    defaultOutputModes: ['text/plain'],
    skills: [{ id: 'count', name: 'Count', description: 'Counts words', tags: [] }],
  };
  const texts = new Map();
  const executor = {
    async execute({ taskId, contextId, userMessage, task }, bus) {
      const status = (state, text) => ({
        state,
        timestamp: new Date().toISOString(),
        ...(text && {
          message: { messageId: randomUUID(), role: 'ROLE_AGENT', taskId, contextId, parts: [{ text }] },
        }),
      });
      const tell = (state, text) =>
        bus.publish(
          AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({ taskId, contextId, status: status(state, text) })),
        );
      const said = userMessage.parts[0].content.value;
      bus.publish(
        AgentEvent.task(task ?? Task.fromJSON({ id: taskId, contextId, status: status('TASK_STATE_SUBMITTED') })),
      );
      if (!texts.has(taskId)) {
        texts.set(taskId, said);
        tell('TASK_STATE_INPUT_REQUIRED', 'Which language?');
      } else {
        const words = texts.get(taskId).split(' ');
        const artifact = { artifactId: 'words', name: 'words.txt', parts: words.map((text) => ({ text })) };
        bus.publish(
          AgentEvent.artifactUpdate(TaskArtifactUpdateEvent.fromJSON({ taskId, contextId, artifact, lastChunk: true })),
        );
        tell('TASK_STATE_COMPLETED', `${words.length} ${said}`);
      }
      bus.finished();
    },
    async cancelTask(taskId, bus) {
      const status = { state: 'TASK_STATE_CANCELED', timestamp: new Date().toISOString() };
      bus.publish(AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({ taskId, status })));
      bus.finished();
    },
  };
  const handler = new DefaultRequestHandler(AgentCard.fromJSON(card), new InMemoryTaskStore(), executor);
  const rpc = new JsonRpcTransportHandler(handler);
  server.on('request', async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/agent-card.json') {
      response.end(JSON.stringify(card));
    } else if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end('{}');
    } else {
      const context = new ServerCallContext({ requestedVersion: request.headers['a2a-version'] });
      response.end(JSON.stringify(await rpc.handle(body, context)));
    }
  });
  return { url, close: () => server.close() };
}
