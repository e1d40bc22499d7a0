import { signedOut, type ChatError } from './error.js';
import type { User } from './generated/api.js';
import type { Call } from './http.js';
import { emitter, type Dispose } from './store.js';

export type AuthEvent =
  /** A token that counts from now on; `user` where it is known whose it is. */
  | { token: string; user?: User }
  /** Nobody is signed in any more; `error` says why, where it was not the user's wish. */
  | { ended: true; error?: ChatError };

/** Where access tokens come from. */
export interface Auth {
  /**
   * A token that is good for some seconds at least. `refused` is one that the server did not take: then another. Rejects with
   * status 401 when nobody is signed in, with another error when that could not be found out.
   */
  token(refused?: string): Promise<string>;
  on(listener: (event: AuthEvent) => void): Dispose;
  /** Forgets who is signed in. */
  signOut(): Promise<void>;
  /** Stops timers and listeners. */
  close(): void;
}

/** What `createChat` hands to a source of tokens. */
export interface AuthContext {
  url: string;
  /** Calls that need no login. */
  call: Call;
}

export type AuthFactory<A extends Auth = Auth> = (context: AuthContext) => A;

/**
 * Tokens from a function of yours. It is called when one is needed first, and with the one that the server refused whenever that has
 * happened; it says undefined when nobody is signed in.
 */
export function tokenAuth(get: (refused?: string) => Promise<string | undefined> | string | undefined): AuthFactory {
  return () => {
    const events = emitter<AuthEvent>();
    let last: string | undefined;
    let asking: Promise<string> | undefined;
    return {
      async token(refused) {
        if (last !== undefined && last !== refused) {
          return last;
        }
        asking ??= (async () => {
          const token = await get(refused);
          if (token === undefined || token === refused) {
            throw signedOut();
          }
          last = token;
          events.emit({ token });
          return token;
        })().finally(() => {
          asking = undefined;
        });
        return asking;
      },
      on: events.on,
      async signOut() {
        last = undefined;
        events.emit({ ended: true });
      },
      close: () => undefined,
    };
  };
}

/** The part of a client of `@supabase/supabase-js` that is used. */
export interface SupabaseClient {
  auth: {
    getSession(): Promise<{ data: { session: { access_token: string } | null } }>;
    refreshSession(): Promise<{ data: { session: { access_token: string } | null } }>;
    signOut(): Promise<unknown>;
    onAuthStateChange(listener: (event: string, session: { access_token: string } | null) => void): {
      data: { subscription: { unsubscribe(): void } };
    };
  };
}

/** Tokens of a supabase-js client whose address is the same server's. It keeps and refreshes them. */
export function supabaseAuth(client: SupabaseClient): AuthFactory {
  return () => {
    const events = emitter<AuthEvent>();
    let last: string | undefined;
    const { data } = client.auth.onAuthStateChange((event, session) => {
      if (session === null) {
        last = undefined;
        if (event === 'SIGNED_OUT') {
          events.emit({ ended: true });
        }
      } else if (session.access_token !== last) {
        last = session.access_token;
        events.emit({ token: last });
      }
    });
    return {
      async token(refused) {
        let { session } = (await client.auth.getSession()).data;
        if (session !== null && session.access_token === refused) {
          session = (await client.auth.refreshSession()).data.session;
        }
        if (session === null || session.access_token === refused) {
          throw signedOut();
        }
        return session.access_token;
      },
      on: events.on,
      async signOut() {
        await client.auth.signOut();
      },
      close: () => data.subscription.unsubscribe(),
    };
  };
}
