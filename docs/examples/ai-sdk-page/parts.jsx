// Parts as AI Elements has them, without its styles: a conversation of messages, each with its actions, and a prompt.

export function Conversation({ messages, children }) {
  return (
    <section role="log" aria-label="Messages">
      {messages.map((message) => (
        <Message key={message.id} {...message} />
      ))}
      {children}
    </section>
  );
}

function Message({ role, parts, metadata = {} }) {
  const { model, usage, cut } = metadata;
  return (
    <article data-role={role}>
      {parts.map((part, i) => part.type === "text" && <Response key={i}>{part.text}</Response>)}
      {model && (
        <footer>
          {[model, usage && `${usage.totalTokens} tokens`, cut && `not whole: ${cut}`].filter(Boolean).join(" · ")}
        </footer>
      )}
    </article>
  );
}

function Response({ children }) {
  return <div>{children}</div>;
}

export function Actions({ status, again, stop }) {
  return status === "submitted" || status === "streaming" ? (
    <button onClick={stop}>Stop</button>
  ) : (
    <button onClick={again}>Ask again</button>
  );
}

export function PromptInput({ send }) {
  const submit = (form) => {
    const text = form.get("text").trim();
    if (text) send(text);
  };
  return (
    <form action={submit}>
      <textarea name="text" aria-label="Question" rows="2" />
      <button>Send</button>
    </form>
  );
}
