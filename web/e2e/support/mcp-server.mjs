import { createServer } from 'node:http';
import { once } from 'node:events';
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';

/**
 * A server of the official SDK with one tool, `forecast`, which notes where it was asked for.
 *
 * @returns its `url`, the `places`, and `close()`
 */
export async function startMcpServer() {
  const places = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'weather', version: '1' });
    const inputSchema = fromJsonSchema({
      type: 'object',
      properties: { place: { type: 'string' } },
      required: ['place'],
    });
    server.registerTool('forecast', { description: 'The weather of tomorrow.', inputSchema }, ({ place }) => {
      places.push(place);
      return { content: [{ type: 'text', text: `It rains in ${place}.` }] };
    });
    return server;
  });
  const http = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await handler.fetch(
      new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method,
        headers: request.headers,
        body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${http.address().port}/mcp`,
    places,
    close() {
      http.close();
      http.closeAllConnections();
    },
  };
}
