/** What an agent found: its summary at once, the rest on demand. */
export function ResultDetails({ result }: { result: Record<string, unknown> }) {
  const { summary, ...rest } = result;
  return (
    <div className="result">
      {typeof summary === 'string' && <p dir="auto">{summary}</p>}
      {Object.keys(rest).length > 0 && (
        <details>
          <summary>Details</summary>
          <pre tabIndex={0}>
            <code>{JSON.stringify(rest, null, 2)}</code>
          </pre>
        </details>
      )}
    </div>
  );
}
