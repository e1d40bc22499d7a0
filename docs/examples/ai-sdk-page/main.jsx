import { useChat } from "@ai-sdk/react";
import { createCore, passwordAuth } from "@cogo-chat/client";
import { chatTransport, toUiMessages } from "@cogo-chat/client/ai-sdk";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Actions, Conversation, PromptInput } from "./parts.jsx";

// Where the server is; it has to allow this page's origin (CORS_ORIGINS) if it is another one.
const url = import.meta.env.VITE_COGO_URL ?? location.origin;
const cogo = createCore({ url, auth: passwordAuth() });
const transport = chatTransport({ url, auth: cogo.auth });
// The address names a session that has the AI in it (#…).
const sessionId = location.hash.slice(1);

const load = () =>
  cogo.call("GET /chat/history/{sessionId}", { path: { sessionId }, query: { limit: 50 } }).then(({ items }) => items);

function Chat({ history }) {
  const { messages, sendMessage, regenerate, stop, status, error } = useChat({
    id: sessionId,
    messages: toUiMessages(history),
    transport,
    // An answer that is being written goes on here after a reload.
    resume: true,
  });
  return (
    <>
      <Conversation messages={messages}>
        {messages.length > 0 && <Actions status={status} again={() => regenerate()} stop={stop} />}
        {error && <p role="alert">{error.message}</p>}
      </Conversation>
      <PromptInput send={(text) => sendMessage({ text })} />
    </>
  );
}

function SignIn({ done }) {
  const [problem, setProblem] = useState("");
  const signIn = (form) =>
    cogo.auth.signIn(Object.fromEntries(form)).then(done, (error) => setProblem(error.message));
  return (
    <form action={signIn}>
      <input name="email" type="email" aria-label="E-mail" required />
      <input name="password" type="password" aria-label="Password" required />
      <button>Sign in</button>
      <p role="alert">{problem}</p>
    </form>
  );
}

function Page({ kept }) {
  const [history, setHistory] = useState(kept);
  return history ? <Chat history={history} /> : <SignIn done={() => load().then(setHistory)} />;
}

// A login that was kept is good for loading the history; without one somebody has to sign in.
load().then(
  (items) => render(items),
  () => render(undefined),
);

function render(history) {
  createRoot(document.querySelector("#chat")).render(<Page kept={history} />);
}
