import type { wire } from '@cogo-chat/client';
import { useTexts } from '../../texts/operator';
import { numberText } from './numbers';
import { Table } from './Table';

/** Work that has not ended, by its kind. */
export function WorkTable({ work }: { work: readonly wire.OpenWork[] | undefined }) {
  const texts = useTexts();
  return (
    <Table
      title={texts.work}
      columns={[texts.workKind, texts.workWaiting, texts.workRunning]}
      rows={(work ?? []).map(({ kind, waiting, running }) => [
        texts.kinds[kind] ?? kind,
        numberText(waiting),
        numberText(running),
      ])}
      empty={work === undefined ? '…' : texts.noWork}
    />
  );
}
