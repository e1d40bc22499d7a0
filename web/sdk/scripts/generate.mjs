// Makes src/generated out of the documents that the server is held to: the OpenAPI and AsyncAPI documents, docs/errors.md and
// docs/roles.md. With --check it writes nothing and fails when what is there is not what would be written.
import { compile } from 'json-schema-to-typescript';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url);
const target = new URL('../src/generated/', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');
const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const NOTICE = '// Made by `npm run generate` out of';

const pascal = (name) => name.replace(/(?:^|[_.])([a-z])/g, (_, letter) => letter.toUpperCase());
const nameOf = (ref) => ref.split('/').at(-1);

/** Refers to definitions instead of components; an object without described fields may hold anything. */
function asDefinitions(value) {
  if (Array.isArray(value)) return value.map(asDefinitions);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') {
    return { $ref: value.$ref.replace('#/components/schemas/', '#/$defs/') };
  }
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asDefinitions(item)]));
  if (copy.type === 'object' && copy.properties === undefined) copy.additionalProperties = true;
  for (const rule of ['if', 'then', 'else', 'minProperties', 'maxProperties', 'pattern']) delete copy[rule];
  return copy;
}

/** The types of both documents: schemas, events and what clients send over the bridge. */
async function types(openapi, asyncapi) {
  const $defs = asDefinitions({ ...asyncapi.components.schemas, ...openapi.components.schemas });
  const events = [];
  const calls = [];
  const replies = asyncapi.channels.reply.messages;
  for (const [name, message] of Object.entries(asyncapi.components.messages)) {
    const event = message.payload?.properties?.event;
    if (event?.const === name && message.payload.properties.payload !== undefined) {
      $defs[`${pascal(name)}Event`] = { description: message.summary, ...asDefinitions(message.payload) };
      events.push(`${pascal(name)}Event`);
    }
  }
  for (const operation of Object.values(asyncapi.operations)) {
    if (operation.reply === undefined) continue;
    const channel = asyncapi.channels[nameOf(operation.channel.$ref)];
    const [name] = Object.keys(channel.messages);
    const { payload, summary } = asyncapi.components.messages[name];
    const body = payload.$ref === undefined ? `${pascal(name)}Call` : nameOf(payload.$ref);
    if (payload.$ref === undefined) $defs[body] = { description: summary, ...asDefinitions(payload) };
    const answer = nameOf(operation.reply.messages[0].$ref);
    const reply = asyncapi.components.messages[nameOf(replies[answer].$ref)].payload;
    calls.push(`'${channel.address}': { body: ${body}; answer: ${reply.$ref ? nameOf(reply.$ref) : 'object'} };`);
  }
  const made = await compile({ $defs, title: 'Document', type: 'object', additionalProperties: false }, 'Document', {
    additionalProperties: false,
    bannerComment: '',
    format: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    unknownAny: true,
  });
  return [
    `${NOTICE} the OpenAPI and AsyncAPI documents; change those.`,
    made
      .replace(/export interface Document \{[^}]*\}\n/, '')
      .replace(/( \*\n)*( \*\n)? \* This interface was referenced by[^*]*\* via the `definition` "\w+"\.\n/g, '')
      .replace(/\/\*\*\n \*\/\n/g, ''),
    `/** What comes on channels, as far as this version knows it. */\nexport type KnownEvent = ${events.join(' | ')};`,
    `/** What clients send over the bridge, by address. */\nexport interface BridgeCalls { ${calls.join('\n')} }`,
    operations(openapi),
  ].join('\n\n');
}

function operations(openapi) {
  const lines = [];
  for (const [path, item] of Object.entries(openapi.paths)) {
    for (const method of METHODS.filter((name) => item[name] !== undefined)) {
      const operation = item[method];
      const parameters = (operation.parameters ?? []).map((parameter) =>
        parameter.$ref === undefined ? parameter : openapi.components.parameters[nameOf(parameter.$ref)],
      );
      const fields = [
        group('path', parameters, 'path'),
        group('query', parameters, 'query'),
        operation.requestBody && `body: ${typeOf(operation.requestBody.content['application/json'].schema)};`,
        `answer: ${answerOf(operation)};`,
      ];
      lines.push(
        `/** ${operation.summary} */`,
        `'${method.toUpperCase()} ${path}': { ${fields.filter(Boolean).join(' ')} };`,
      );
    }
  }
  return `/** The calls over HTTP: what each takes and what it answers with. */\nexport interface Operations {\n${lines.join('\n')}\n}`;
}

function group(place, parameters, name) {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return undefined;
  const needed = own.some((parameter) => parameter.required);
  const fields = own.map(
    (parameter) => `${parameter.name}${parameter.required ? '' : '?'}: ${typeOf(parameter.schema)};`,
  );
  return `${name}${needed ? '' : '?'}: { ${fields.join(' ')} };`;
}

function typeOf(schema) {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.oneOf !== undefined) return schema.oneOf.map(typeOf).join(' | ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `'${value}'`).join(' | ');
  return { integer: 'number', number: 'number', boolean: 'boolean', string: 'string' }[schema.type] ?? 'unknown';
}

function answerOf(operation) {
  const [, good] = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const content = Object.values((good.content ?? good.$ref) ? (good.content ?? {}) : {});
  return content.length === 0 ? 'void' : typeOf(content[0].schema ?? {});
}

/** The rows of the document's first table whose first cells have the form. */
function rows(document, pattern) {
  return [...document.matchAll(pattern)].map((match) => match.slice(1));
}

async function errors(document) {
  const known = rows(document, /^\| \d+ \| `(\w+)` \| (\d+) \| (yes|no) \|/gm);
  const codes = known.map(([code]) => `'${code}'`);
  // Programs need the exceptions alone: what the HTTP status says of the others is right.
  const byStatus = (status) => status === 429 || status >= 502;
  const odd = known.filter(([, status, again]) => byStatus(Number(status)) !== (again === 'yes'));
  return [
    `${NOTICE} docs/errors.md; change that.`,
    `/** The stable names of the server's refusals and failures. */\nexport type ErrorCode = ${codes.join(' | ')};`,
    `/** Codes for which the HTTP status does not say whether the same request may succeed later. */
     export const ODD_CODES: Readonly<Record<string, boolean>> = { ${odd.map(([code, , again]) => `${code}: ${again === 'yes'}`).join(', ')} };`,
  ].join('\n\n');
}

async function roles(document) {
  const table = rows(document, /^\| `([A-Z_]+)` \| ([^|]+) \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \|/gm);
  const actions = table.map(([name, what, ...cells]) => {
    const bits = cells.reduce((sum, cell, i) => sum + (cell === 'yes' ? 1 << i : 0), 0);
    return `/** ${what.trim()} */ ${name.toLowerCase()}: ${bits},`;
  });
  return [
    `${NOTICE} docs/roles.md; change that.`,
    `/** Who may do what: the sum of 1 for an owner, 2 for an admin, 4 for a member, 8 for one of the two of a direct session. */
     export const ACTIONS = {\n${actions.join('\n')}\n} as const;`,
    `/** What may be done in a session, under the server's name for it. */\nexport type Action = keyof typeof ACTIONS;`,
  ].join('\n\n');
}

const openapi = parse(await read('schema/src/main/resources/openapi/cogo.yaml'));
const asyncapi = parse(await read('schema/src/main/resources/asyncapi/cogo.yaml'));
const files = {
  'api.ts': await types(openapi, asyncapi),
  'errors.ts': await errors(await read('docs/errors.md')),
  'roles.ts': await roles(await read('docs/roles.md')),
};
const check = process.argv.includes('--check');
await mkdir(target, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, target);
  const style = await prettier.resolveConfig(fileURLToPath(file));
  const formatted = await prettier.format(text, { ...style, parser: 'typescript' });
  if (!check) {
    await writeFile(file, formatted);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== formatted) {
    console.error(`src/generated/${name} is not what the documents say: npm run generate -w sdk`);
    process.exitCode = 1;
  }
}
