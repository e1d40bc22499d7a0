import { asProblem } from '../api/problem';
import { Store } from './store';

export interface Toast {
  id: number;
  kind: 'error' | 'info';
  text: string;
}

const LIFE_MS = 8_000;
const MOST = 4;

/** Short notes about what just happened; the oldest make room, and all go after a while. */
export class Toasts {
  readonly items = new Store<readonly Toast[]>([]);
  private nextId = 1;

  error(error: unknown): void {
    const problem = asProblem(error);
    if (problem.code !== 'aborted') {
      this.add('error', problem.detail);
    }
  }

  info(text: string): void {
    this.add('info', text);
  }

  dismiss(id: number): void {
    this.items.update((items) => items.filter((item) => item.id !== id));
  }

  private add(kind: Toast['kind'], text: string): void {
    const id = this.nextId++;
    this.items.update((items) => [...items.filter((item) => item.text !== text), { id, kind, text }].slice(-MOST));
    setTimeout(() => this.dismiss(id), LIFE_MS);
  }
}
