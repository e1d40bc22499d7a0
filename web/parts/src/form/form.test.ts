import { describe, expect, it } from 'vitest';
import { ChatError, store, type Room, type wire } from '@cogo-chat/client';
import { until } from '../testing/chat.js';
import { fieldsOf, valuesOf, type Schema, type Values } from './fields.js';
import { paramsOf } from './params.js';
import { createTaskForm } from './taskform.js';
import { formTextsIn } from './texts.js';

const texts = formTextsIn('en');

const schema: Schema = {
  type: 'object',
  required: ['text', 'limit', 'output'],
  properties: {
    text: { type: 'string', title: 'What to cut', description: 'Any text.', minLength: 2 },
    'short/name': { type: 'string', maxLength: 3, examples: ['abc'] },
    limit: { type: 'integer', minimum: 1, maximum: 10, default: 5 },
    ratio: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.1 },
    lower: { type: 'boolean', default: true },
    kind: { enum: ['all', 'unique', 3], default: 'unique' },
    skip: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    output: { type: 'object', required: ['columns'], properties: { columns: { type: 'integer' } } },
    extra: { type: 'object', properties: { title: { type: 'string' } } },
    rows: { type: 'array', items: { type: 'number' } },
  },
};
const fields = fieldsOf(schema, 'Parameters');
const first = valuesOf(fields, schema);

const filled = (values: Values) => paramsOf(fields, { ...first, ...values }, texts);

describe('the form of a schema', () => {
  it('has a field for each property, in words and with what it may hold', () => {
    expect(fields.map(({ id, kind, label }) => [id, kind, label])).toEqual([
      ['/text', 'text', 'What to cut'],
      ['/limit', 'number', 'Limit'],
      ['/output', 'group', 'Output'],
      ['/short~1name', 'text', 'Short/name'],
      ['/ratio', 'number', 'Ratio'],
      ['/lower', 'flag', 'Lower'],
      ['/kind', 'choice', 'Kind'],
      ['/skip', 'lines', 'Skip'],
      ['/extra', 'group', 'Extra'],
      ['/rows', 'json', 'Rows'],
    ]);
    expect(fields[0]).toMatchObject({ hint: 'Any text.', required: true, long: true });
    expect(fields[3]).toMatchObject({ example: 'abc', required: false, long: false });
    expect(first).toMatchObject({ '/limit': '5', '/lower': true, '/kind': '1', '/output/columns': '', '/rows': '' });
  });

  it('gives params of the types that the schema names, and leaves out what is empty', () => {
    const values = { '/text': 'ab', '/kind': '2', '/skip': 'x\n\ny\n', '/output/columns': '3', '/rows': '[1]' };
    expect(filled(values)).toEqual({
      params: { text: 'ab', limit: 5, lower: true, kind: 3, skip: ['x', 'y'], output: { columns: 3 }, rows: [1] },
    });
    expect(filled({ ...values, '/ratio': '0.3', '/extra/title': 'T' })).toMatchObject({
      params: { ratio: 0.3, extra: { title: 'T' } },
    });
  });

  it.each([
    ['/text', '', texts.missing],
    ['/text', '가', texts.shortest(2)],
    ['/short~1name', '😀😀😀😀', texts.longest(3)],
    ['/limit', 'x', texts.notNumber],
    ['/limit', '1.5', texts.notWhole],
    ['/limit', '0', texts.least(1)],
    ['/limit', '11', texts.most(10)],
    ['/ratio', '0', texts.above(0)],
    ['/ratio', '0.25', texts.multiple(0.1)],
    ['/skip', 'a\nb\nc', texts.mostLines(2)],
    ['/output/columns', '', texts.missing],
    ['/rows', '[1', texts.notJson],
  ])('says what is wrong with %s = %j', (id, value, problem) => {
    const { problems } = filled({ '/text': 'ab', '/output/columns': '1', [id]: value }) as { problems: object };
    expect(problems).toEqual({ [id]: problem });
  });

  it('is a field for JSON where the schema names nothing', () => {
    for (const open of [undefined, { type: 'object' }]) {
      const [field, ...more] = fieldsOf(open, 'Parameters');
      expect([field!.kind, more]).toEqual(['json', []]);
      expect(paramsOf([field!], { '': '{"a":1}' }, texts)).toEqual({ params: { a: 1 } });
      expect(paramsOf([field!], { '': '' }, texts)).toEqual({ params: {} });
      expect(paramsOf([field!], { '': '[1]' }, texts)).toEqual({ problems: { '': texts.notObject } });
    }
    expect(fieldsOf({ type: 'object', additionalProperties: false }, 'Parameters')).toEqual([]);
  });

  it('takes names that objects have already', () => {
    const odd = fieldsOf({ properties: JSON.parse('{"__proto__":{"type":"string"}}') }, 'Parameters');
    const { params } = paramsOf(odd, { '/__proto__': 'x' }, texts) as { params: object };
    expect(Object.keys(params)).toEqual(['__proto__']);
  });
});

describe('a task that is about to start', () => {
  const anything: wire.AgentCard = { handle: 'any', name: 'Any', skills: [] };
  const words: wire.AgentCard = { handle: 'words', name: 'Words', skills: [{ taskType: 'cut', params: schema }] };

  function form(agents: () => Promise<wire.AgentCard[]>, start: (task: unknown) => Promise<wire.Task>) {
    const tasks = { agents, start, items: store([]) };
    return createTaskForm({ tasks } as unknown as Room, texts);
  }

  it('goes to the agent that says what it does, and stays here while something is missing', async () => {
    const started: unknown[] = [];
    const task = { taskId: 't' } as wire.Task;
    const { state, load, set, start } = form(
      async () => [anything, words],
      async (asked) => (started.push(asked), task),
    );
    load();
    await until('the agents', () => state.get().agent?.handle === 'words');
    const ended: unknown[] = [];
    start((end) => ended.push(end));
    expect(Object.keys(state.get().problems)).toEqual(['/text', '/output/columns']);
    set('/text', 'ab');
    expect(Object.keys(state.get().problems)).toEqual(['/output/columns']);
    set('/output/columns', '2');
    start((end) => ended.push(end));
    await until('the task', () => ended.length === 1);
    const params = { text: 'ab', limit: 5, lower: true, kind: 'unique', output: { columns: 2 } };
    expect(started).toEqual([{ agent: 'words', taskType: 'cut', params }]);
    expect(state.get().busy).toBe(false);
  });

  it('says why it was refused, and reads the agents again', async () => {
    let away = true;
    const refusal = new ChatError('rate_limited', 'Too many.', 429);
    const { state, load, chooseAgent, chooseType, start } = form(
      async () => (away ? Promise.reject(new ChatError('offline', 'Away.')) : [anything, words]),
      () => Promise.reject(refusal),
    );
    load();
    await until('the failure', () => state.get().error?.code === 'offline');
    away = false;
    load();
    await until('the agents', () => state.get().agents);
    chooseAgent('any');
    chooseType('word_count');
    expect(state.get()).toMatchObject({ taskType: 'word_count', skill: undefined });
    start(() => undefined);
    await until('the refusal', () => state.get().error === refusal);
    expect(state.get().busy).toBe(false);
  });
});
