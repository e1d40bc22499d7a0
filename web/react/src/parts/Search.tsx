import type { Message } from '@cogo-chat/client';
import { excerptOf, nameOf, whenText, type SearchState } from '@cogo-chat/parts';
import { useState, type FormEvent } from 'react';
import { useSearch } from '../hooks.js';
import { useTexts } from './texts.js';

interface ResultsProps extends SearchState {
  onSelect: (message: Message) => void;
  more: () => void;
}

function Results({ results, hasMore, status, error, onSelect, more }: ResultsProps) {
  const texts = useTexts();
  return (
    <>
      <p role="status">
        {error?.message ?? (status === 'searching' ? texts.loading : results?.length === 0 ? texts.nothingFound : '')}
      </p>
      <ol>
        {results?.map((message) => (
          <li key={message.key}>
            <button type="button" className="cogo-hit" onClick={() => onSelect(message)}>
              <small>
                <bdi>{nameOf(message, texts)}</bdi>
                <time dir="auto" dateTime={message.createdAt}>
                  {whenText(message.createdAt, texts)}
                </time>
              </small>
              <span dir="auto">{excerptOf(message, texts)}</span>
            </button>
          </li>
        ))}
      </ol>
      {hasMore && (
        <button type="button" onClick={more}>
          {texts.more}
        </button>
      )}
    </>
  );
}

interface RootProps {
  /** Looks in all sessions, not only in the room around. */
  everywhere?: boolean;
  onSelect: (message: Message) => void;
}

function Root({ everywhere, onSelect }: RootProps) {
  const { search, ...found } = useSearch({ everywhere });
  const [words, setWords] = useState('');
  const texts = useTexts();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(words);
  };
  return (
    <search className="cogo-search">
      <form onSubmit={submit}>
        <input
          type="search"
          dir="auto"
          aria-label={texts.searchFor}
          placeholder={texts.searchFor}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </form>
      <Results {...found} onSelect={onSelect} />
    </search>
  );
}

/** Finds messages by their words. */
export const Search = { Root, Results };
