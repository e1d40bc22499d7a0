import { Store } from './store';

/** Whether the server can keep encrypted sessions, as far as this page knows: it learns by a refusal. */
export const encryptionAvailable = new Store(true);
