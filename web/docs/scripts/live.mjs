// The AsyncAPI document as one page of HTML, without a script.
import { marked } from 'marked';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value) => String(value).replace(/[&<>"]/g, (character) => ENTITIES[character]);
const prose = (markdown) => (markdown ? marked.parse(markdown) : '');
const inline = (markdown) => (markdown ? marked.parseInline(markdown) : '');
const code = (value) => `<code>${text(value)}</code>`;
const block = (value) => `<pre tabindex="0"><code>${text(JSON.stringify(value, null, 2))}</code></pre>`;
const nameOf = (ref) => ref.split('/').at(-1);

/** What a value may be, with links to the schemas below. */
function kind(schema) {
  if (schema.$ref) return `<a href="#schema-${nameOf(schema.$ref)}">${text(nameOf(schema.$ref))}</a>`;
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(' or ');
  const either = schema.oneOf ?? schema.anyOf;
  if (either) return either.map(kind).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? kind(schema.items) : 'anything'}`;
  return text([schema.type ?? 'anything'].flat().join(' or ') + (schema.format ? ` (${schema.format})` : ''));
}

/** The fields of an object, those of objects in it under their own names: `payload.items`. */
function fields(schema, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const needed = schema.required?.includes(name) ? '' : ' <small>optional</small>';
    const row = `<tr><th scope="row">${code(prefix + name)}${needed}</th><td>${kind(value)}</td><td>${inline(value.description)}</td></tr>`;
    return [row, ...(value.properties ? fields(value, `${prefix}${name}.`) : [])];
  });
}

function table(schema) {
  const rows = fields(schema);
  return rows.length === 0
    ? `<p>${kind(schema)}</p>`
    : `<table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function message(name, { summary, description, payload, examples = [] }) {
  return `<section class="message"><h4>${code(name)}</h4>${prose(summary)}${prose(description)}${table(payload)}${examples
    .map((example) => `<details><summary>Example: ${text(example.name)}</summary>${block(example.payload)}</details>`)
    .join('')}</section>`;
}

/** @param {object} document the AsyncAPI document, as YAML has it */
export function livePage(document) {
  const { info, channels, operations, components } = document;
  const callOf = (channel) =>
    Object.values(operations).find((operation) => operation.reply && nameOf(operation.channel.$ref) === channel);
  const resolve = (ref) =>
    ref
      .split('/')
      .slice(1)
      .reduce((at, part) => at[part], document);
  const deref = (value) => (value.$ref ? deref(resolve(value.$ref)) : value);

  const sections = Object.entries(channels).map(([id, channel]) => {
    const call = callOf(id);
    const answers = call?.reply.messages.map(
      ({ $ref }) => `<a href="#message-${nameOf($ref)}">${text(nameOf($ref))}</a>`,
    );
    const codes = call?.['x-error-codes']?.map(code).join(' ');
    return `<section id="channel-${id}"><h3>${text(channel.title ?? id)}</h3>
${channel.address ? `<p class="address">${code(channel.address)}</p>` : ''}${prose(channel.description)}
${answers ? `<p>Answers: ${answers.join(', ')}${codes ? `. Codes: ${codes}` : ''}</p>` : ''}
${Object.entries(channel.messages)
  .map(
    ([name, value]) =>
      `<div id="${channel.address ? `${id}-${name}` : `message-${name}`}">${message(name, deref(value))}</div>`,
  )
  .join('\n')}</section>`;
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<section id="schema-${name}"><h3>${text(name)}</h3>${prose(schema.description)}${table(schema)}</section>`,
  );
  const links = (prefix, entries) =>
    `<ul>${entries.map(([id, label]) => `<li><a href="#${prefix}-${id}">${text(label)}</a></li>`).join('')}</ul>`;
  return `<nav aria-label="On this page"><h2>Channels and calls</h2>${links(
    'channel',
    Object.entries(channels).map(([id, { title }]) => [id, title ?? id]),
  )}<h2>Schemas</h2>${links(
    'schema',
    Object.keys(components.schemas).map((name) => [name, name]),
  )}</nav>
<main><h1>${text(info.title)}</h1>${prose(info.description)}<h2>Channels and calls</h2>${sections.join('\n')}
<h2>Schemas</h2>${schemas.join('\n')}</main>`;
}
