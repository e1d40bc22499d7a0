import { asChatError } from '@cogo-chat/client';
import { problemText } from './problems';
import { Store } from './store';

export interface Toast {
  id: number;
  kind: 'error' | 'info' | 'call';
  text: string;
  /** Who calls, above the text. */
  title?: string;
  /** Where a click on it leads, as the part of the address after the #. */
  href?: string;
}

const LIFE_MS = 8_000;
const MOST = 4;

/** Short notes about what just happened; the oldest make room, and all go after a while. */
export class Toasts {
  readonly items = new Store<readonly Toast[]>([]);
  private nextId = 1;

  error(error: unknown): void {
    const problem = asChatError(error);
    if (problem.code !== 'aborted') {
      this.add({ kind: 'error', text: problemText(problem) });
    }
  }

  info(text: string): void {
    this.add({ kind: 'info', text });
  }

  /** Somebody wants the user to look at something. */
  call(title: string, text: string, href: string): void {
    this.add({ kind: 'call', title, text, href });
  }

  dismiss(id: number): void {
    this.items.update((items) => items.filter((item) => item.id !== id));
  }

  private add(toast: Omit<Toast, 'id'>): void {
    const id = this.nextId++;
    const differs = (item: Toast) => item.text !== toast.text || item.title !== toast.title;
    this.items.update((items) => [...items.filter(differs), { ...toast, id }].slice(-MOST));
    setTimeout(() => this.dismiss(id), LIFE_MS);
  }
}
