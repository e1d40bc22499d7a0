import type { Thread } from '../thread.js';

/** Tells of sizes when a frame says so. */
class Sizes {
  static readonly all = new Set<Sizes>();
  private readonly seen = new Map<Element, number | undefined>();

  constructor(private readonly tell: ResizeObserverCallback) {
    Sizes.all.add(this);
  }

  observe(element: Element): void {
    this.seen.set(element, undefined);
  }

  unobserve(element: Element): void {
    this.seen.delete(element);
  }

  disconnect(): void {
    this.seen.clear();
  }

  deliver(): void {
    const changed = [...this.seen].flatMap(([target, before]) => {
      const { offsetHeight } = target as HTMLElement;
      this.seen.set(target, offsetHeight);
      return offsetHeight === before ? [] : [{ target } as unknown as ResizeObserverEntry];
    });
    if (changed.length > 0) {
      this.tell(changed, this as unknown as ResizeObserver);
    }
  }
}

/** Lays a thread out as a browser does, and draws it as a framework does: a moment later, and all at once. */
export class Screen {
  readonly scroller = document.createElement('div');
  height = 600;
  private readonly inner = document.createElement('div');
  private readonly drawn = new Map<string, HTMLElement>();
  private offset = 0;
  private top = 0;
  private told = 0;

  /** @param heightOf how high a row is, by its key */
  constructor(
    private readonly thread: Thread,
    private readonly heightOf: (key: string) => number,
  ) {
    window.ResizeObserver = Sizes as unknown as typeof ResizeObserver;
    this.scroller.append(this.inner);
    document.body.append(this.scroller);
    const own = (name: string, get: () => number, set?: (value: number) => void) =>
      Object.defineProperty(this.scroller, name, { get, set });
    own('clientHeight', () => this.height);
    own('offsetHeight', () => this.height);
    own('scrollHeight', () => this.whole());
    // A browser cuts the place as soon as it lays out, and does not give it back.
    const cut = () => (this.top = Math.max(0, Math.min(this.top, this.whole() - this.height)));
    own('scrollTop', cut, (value) => {
      this.top = value;
      cut();
    });
    this.scroller.scrollTo = ((to: ScrollToOptions) => (this.scroller.scrollTop = to.top!)) as HTMLElement['scrollTo'];
    thread.view.subscribe(() => queueMicrotask(() => this.draw()));
  }

  /** How much there is below what is seen, in pixels. */
  get below(): number {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.height;
  }

  /** A frame: listeners hear where it was scrolled to, and what has another size. */
  async frame(): Promise<void> {
    if (this.scroller.scrollTop !== this.told) {
      this.told = this.scroller.scrollTop;
      this.scroller.dispatchEvent(new Event('scroll'));
    }
    await new Promise(requestAnimationFrame);
    Sizes.all.forEach((sizes) => sizes.deliver());
    await Promise.resolve();
  }

  async frames(): Promise<void> {
    for (let i = 0; i < 12; i++) {
      await this.frame();
    }
  }

  private whole(): number {
    const rows = [...this.drawn.keys()].reduce((sum, key) => sum + this.heightOf(key), this.offset);
    return Math.max(this.height, parseFloat(this.inner.style.height || '0'), rows);
  }

  private draw(): void {
    const { rows, offset } = this.thread.view.get();
    const keys = new Set(rows.map(({ row }) => row.key));
    for (const [key, element] of this.drawn) {
      if (!keys.has(key)) {
        element.remove();
        this.drawn.delete(key);
        this.thread.measure(null);
      }
    }
    this.offset = offset;
    const fresh: HTMLElement[] = [];
    for (const { row, index } of rows) {
      let element = this.drawn.get(row.key);
      if (element === undefined) {
        element = document.createElement('div');
        Object.defineProperty(element, 'offsetHeight', { get: () => this.heightOf(row.key) });
        this.inner.append(element);
        this.drawn.set(row.key, element);
        fresh.push(element);
      }
      element.dataset['index'] = String(index);
    }
    fresh.forEach((element) => this.thread.measure(element));
  }
}
