import { createChat, indexedDbStorage, passwordAuth } from "@cogo-chat/client";
import { ChatProvider, useChat, useUser } from "@cogo-chat/react";
import { CogoChat } from "@cogo-chat/react/parts";
import "@cogo-chat/react/styles.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";

// Where the server is; it has to allow this page's origin (CORS_ORIGINS) if it is another one.
const url = import.meta.env.VITE_COGO_URL ?? location.origin;
const chat = createChat({ url, auth: passwordAuth(), storage: indexedDbStorage() });

function Page() {
  const user = useUser();
  if (user === undefined) return null;
  // The address names a session (#…); without one the user's sessions are offered.
  return user === null ? <SignIn /> : <CogoChat sessionId={location.hash.slice(1) || undefined} />;
}

function SignIn() {
  const { auth } = useChat();
  const [problem, setProblem] = useState("");
  const signIn = (form) => auth.signIn(Object.fromEntries(form)).catch((error) => setProblem(error.message));
  return (
    <form action={signIn}>
      <input name="email" type="email" aria-label="E-mail" required />
      <input name="password" type="password" aria-label="Password" required />
      <button>Sign in</button>
      <p role="alert">{problem}</p>
    </form>
  );
}

createRoot(document.querySelector("#chat")).render(
  <ChatProvider chat={chat}>
    <Page />
  </ChatProvider>,
);
