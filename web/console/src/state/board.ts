import type { Chat, wire } from '@cogo-chat/client';
import { Store } from './store';

export interface NodeLine {
  status: wire.NodeStatus;
  /** When it came, by this page's clock. */
  heardAt: number;
  silent: boolean;
}

/** What all nodes together do at a moment. */
export interface Sample {
  people: number;
  sockets: number;
  messages: number;
  deliveries: number;
  errors: number;
  /** Of the slowest node; undefined when nothing was delivered lately. */
  median: number | undefined;
  p99: number | undefined;
}

export interface BoardState {
  nodes: readonly NodeLine[];
  cluster: wire.ClusterStatus | undefined;
  /** Of the last two minutes, oldest first. */
  samples: readonly Sample[];
}

const EVERY_MS = 2_000;
const MOST_SAMPLES = 60;
/** A node tells every two seconds. */
const SILENT_MS = 8_000;
const GONE_MS = 60_000;
const NOTHING: BoardState = { nodes: [], cluster: undefined, samples: [] };

/** How the system does, as it tells operators by itself; the page asks for nothing. */
export class Board {
  readonly state = new Store<BoardState>(NOTHING);
  private readonly disposers: (() => void)[];

  constructor(chat: Chat) {
    const timer = setInterval(() => this.state.update((state) => passed(state, Date.now())), EVERY_MS);
    this.disposers = [
      () => clearInterval(timer),
      chat.listen('system_operations', ({ event, payload }) => {
        if (event === 'node_status') {
          const status = payload as wire.NodeStatus;
          this.state.update((state) => told(state, status, Date.now()));
        } else if (event === 'cluster_status') {
          this.state.update((state) => ({ ...state, cluster: payload as wire.ClusterStatus }));
        }
      }),
    ];
  }

  close(): void {
    this.disposers.forEach((dispose) => dispose());
  }
}

/** A node has told how it does. */
export function told(state: BoardState, status: wire.NodeStatus, now: number): BoardState {
  const others = state.nodes.filter((line) => line.status.node !== status.node);
  const nodes = [...others, { status, heardAt: now, silent: false }].sort((a, b) =>
    a.status.node.localeCompare(b.status.node),
  );
  // The first one is on the board at once.
  return state.samples.length === 0 ? { ...state, nodes, samples: [sampleOf(nodes)] } : { ...state, nodes };
}

/** Time has passed: a sample more, and nodes that are not heard any more. */
export function passed(state: BoardState, now: number): BoardState {
  if (state.nodes.length === 0) {
    return state;
  }
  const nodes = state.nodes
    .filter(({ heardAt }) => now - heardAt < GONE_MS)
    .map((line) => ({ ...line, silent: now - line.heardAt > SILENT_MS }));
  const heard = nodes.some(({ silent }) => !silent);
  const samples = heard ? [...state.samples, sampleOf(nodes)].slice(-MOST_SAMPLES) : state.samples;
  // The last figures stay on the board while nothing comes.
  return { ...state, nodes: heard ? nodes : state.nodes.map((line) => ({ ...line, silent: true })), samples };
}

function sampleOf(lines: readonly NodeLine[]): Sample {
  const nodes = lines.filter(({ silent }) => !silent).map(({ status }) => status);
  const sum = (of: (node: wire.NodeStatus) => number) => nodes.reduce((all, node) => all + of(node), 0);
  const slowest = (of: (node: wire.NodeStatus) => number | undefined) => {
    const known = nodes.map(of).filter((ms) => ms !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  };
  return {
    people: sum((node) => node.people),
    sockets: sum((node) => node.sockets),
    messages: sum((node) => node.messagesPerSecond),
    deliveries: sum((node) => node.deliveriesPerSecond),
    errors: sum((node) => node.errorsPerMinute),
    median: slowest((node) => node.deliveryMedianMs),
    p99: slowest((node) => node.deliveryP99Ms),
  };
}
