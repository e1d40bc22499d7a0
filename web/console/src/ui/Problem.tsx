/** Why something could not be done; nothing while all is well. */
export function Problem({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <p className="form-problem" role="alert">
      {text}
    </p>
  );
}
