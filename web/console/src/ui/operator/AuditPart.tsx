import type { wire } from '@cogo-chat/client';
import { useCallback, useState, type FormEvent } from 'react';
import { fullTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { Icon } from '../Icon';
import { TextField } from '../TextField';
import { download } from './download';
import { Listed } from './Listed';
import { Table } from './Table';
import { useList } from './useList';

interface Filter {
  event?: string;
  outcome?: 'done' | 'refused';
  actor?: string;
  target?: string;
  from?: string;
  to?: string;
}

/** Who did what, and what was refused. */
export function AuditPart() {
  const { chat, toasts } = useWorkspace();
  const texts = useTexts();
  const [filter, setFilter] = useState<Filter>({});
  const list = useList(
    useCallback(
      (cursor: string | undefined) => chat.call('GET /admin/audit', { query: { ...filter, cursor, limit: 100 } }),
      [chat, filter],
    ),
  );

  function show(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFilter(filterOf(new FormData(event.currentTarget)));
  }

  async function save() {
    try {
      const query = new URLSearchParams(Object.entries(filter));
      await download(chat, `/admin/audit/export?${query}`, 'cogo-chat-audit.jsonl');
    } catch (error) {
      toasts.error(error);
    }
  }

  return (
    <>
      <form className="audit-filter" onSubmit={show}>
        <TextField label={texts.event} name="event" maxLength={50} autoComplete="off" placeholder="operator_call" />
        <label className="field">
          <span>{texts.outcome}</span>
          <select name="outcome" defaultValue="">
            <option value="">{texts.anyState}</option>
            <option value="done">{texts.outcomes.done}</option>
            <option value="refused">{texts.outcomes.refused}</option>
          </select>
        </label>
        <TextField label={texts.actor} name="actor" maxLength={100} autoComplete="off" />
        <TextField label={texts.target} name="target" maxLength={100} autoComplete="off" />
        <TextField label={texts.from} name="from" type="datetime-local" />
        <TextField label={texts.to} name="to" type="datetime-local" />
        <div className="section-end">
          <button type="button" className="plain" onClick={() => void save()}>
            <Icon name="download" /> {texts.download}
          </button>
          <button className="primary">{texts.show}</button>
        </div>
      </form>
      <Listed list={list} empty={texts.noMatch}>
        {(entries) => (
          <Table
            title={texts.parts.audit}
            hideTitle
            words
            columns={[texts.time, texts.event, texts.outcome, texts.who, texts.whom, texts.origin, texts.reason]}
            rows={entries.map((entry) => rowOf(entry, texts.outcomes))}
          />
        )}
      </Listed>
    </>
  );
}

function rowOf(entry: wire.AuditEntry, outcomes: Record<'done' | 'refused', string>) {
  return [
    <time key="at" dateTime={entry.at}>
      {fullTime(entry.at)}
    </time>,
    entry.event,
    <span key="outcome" className={entry.outcome === 'refused' ? 'tag bad' : 'tag'}>
      {outcomes[entry.outcome]}
    </span>,
    <Short key="actor" id={entry.actor} />,
    <Short key="target" id={[entry.target, entry.user].filter(Boolean).join(' ')} />,
    entry.address ?? '',
    entry.reason ?? '',
  ];
}

/** Ids are long, and alike in the beginning: their end, and all of it for who points at it. */
function Short({ id = '' }: { id: string | undefined }) {
  return (
    <span title={id} className="short">
      {id.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-/g, '…')}
    </span>
  );
}

function filterOf(form: FormData): Filter {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const filter: Filter = {};
  for (const name of ['event', 'actor', 'target'] as const) {
    if (text(name) !== '') {
      filter[name] = text(name);
    }
  }
  for (const name of ['from', 'to'] as const) {
    if (text(name) !== '') {
      // The field has the reader's own time.
      filter[name] = new Date(text(name)).toISOString();
    }
  }
  const outcome = text('outcome');
  if (outcome === 'done' || outcome === 'refused') {
    filter.outcome = outcome;
  }
  return filter;
}
