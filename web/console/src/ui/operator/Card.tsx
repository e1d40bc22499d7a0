import { useId, useState, type ReactNode } from 'react';
import { useTexts } from '../../texts/operator';
import { Icon } from '../Icon';

interface Tag {
  text: string;
  bad?: boolean;
}

interface Props {
  name: string;
  picture?: ReactNode;
  lines: readonly (string | undefined)[];
  tags: readonly (Tag | false | undefined)[];
  /** What is seen when it is opened. */
  children: ReactNode;
}

/** One of a list: what it is in a line or two, and behind a button all else. */
export function Card({ name, picture, lines, tags, children }: Props) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="operator-card">
      <div className="card-head">
        {picture}
        <span className="row-text">
          <span>
            <strong dir="auto">{name}</strong>
            {tags.map(
              (tag) =>
                tag !== false &&
                tag !== undefined && (
                  <span key={tag.text} className={tag.bad === true ? 'tag bad' : 'tag'}>
                    {tag.text}
                  </span>
                ),
            )}
          </span>
          <small className="muted">{lines.filter((line) => line !== undefined && line !== '').join(' · ')}</small>
        </span>
        <button
          type="button"
          className="icon-button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={texts.actionsFor(name)}
          title={texts.details}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'more'} />
        </button>
      </div>
      {open && (
        <div id={id} className="card-body">
          {children}
        </div>
      )}
    </li>
  );
}
