import { useState } from 'react';
import { problemText } from '../../state/problems';
import { t } from '../../texts';
import type { AddableBy as Who } from '../../types';
import { useMe, useWorkspace } from '../context';
import { Problem } from '../Problem';

/** Who may put the user into chats without asking; kept by the server as soon as it is chosen. */
export function AddableBy() {
  const { chat } = useWorkspace();
  const { addableBy } = useMe();
  const [wanted, setWanted] = useState(addableBy);
  const [problem, setProblem] = useState<string>();

  function choose(who: Who) {
    setProblem(undefined);
    setWanted(who);
    chat.updateMe({ addableBy: who }).catch((error: unknown) => {
      setWanted(addableBy);
      setProblem(problemText(error));
    });
  }

  return (
    <>
      <p className="muted">{t.whoMayAddHint}</p>
      {addableBy === undefined && <p className="note">{t.whoMayAddUnset}</p>}
      <fieldset className="choices">
        <legend className="visually-hidden">{t.whoMayAdd}</legend>
        {(Object.entries(t.addableBy) as [Who, string][]).map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="addable-by"
              value={value}
              checked={value === wanted}
              onChange={() => choose(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Problem text={problem} />
    </>
  );
}
