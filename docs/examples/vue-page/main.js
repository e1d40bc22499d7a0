import { createChat, indexedDbStorage, passwordAuth } from "@cogo-chat/client";
import { createCogo, useChat, useUser } from "@cogo-chat/vue";
import { CogoChat } from "@cogo-chat/vue/parts";
import "@cogo-chat/vue/styles.css";
import { createApp, ref } from "vue/dist/vue.esm-bundler.js";

// Where the server is; it has to allow this page's origin (CORS_ORIGINS) if it is another one.
const url = import.meta.env.VITE_COGO_URL ?? location.origin;
const chat = createChat({ url, auth: passwordAuth(), storage: indexedDbStorage() });

const SignIn = {
  setup() {
    const { auth } = useChat();
    const problem = ref("");
    const signIn = ({ target }) =>
      auth.signIn(Object.fromEntries(new FormData(target))).catch((error) => (problem.value = error.message));
    return { problem, signIn };
  },
  template: `
    <form @submit.prevent="signIn">
      <input name="email" type="email" aria-label="E-mail" required />
      <input name="password" type="password" aria-label="Password" required />
      <button>Sign in</button>
      <p role="alert">{{ problem }}</p>
    </form>
  `,
};

const Page = {
  components: { CogoChat, SignIn },
  // The address names a session (#…); without one the user's sessions are offered.
  setup: () => ({ user: useUser(), sessionId: location.hash.slice(1) || undefined }),
  template: `
    <CogoChat v-if="user" :session-id="sessionId" />
    <SignIn v-else-if="user === null" />
  `,
};

createApp(Page).use(createCogo({ chat })).mount("#chat");
