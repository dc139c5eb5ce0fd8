import {
  MODULES_CHANNEL,
  type ModulesSignal,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Replica } from './Replica';

const CONNECT_MS = 1_000;
const TRIES = 10;

/** What an open page hears. */
export interface Page {
  replica: Replica;
  /** When each signal came, and what it said; the oldest first. */
  heard: { atMs: number; keys: string[] | null }[];
  /** The next signal after some that says one of the keys, or all. */
  next(options: {
    after: number;
    key: string;
    limitMs: number;
  }): Promise<number>;
  close(): void;
}

/** Listens as a page does that a replica has served. */
export async function openPage(replica: Replica): Promise<Page> {
  const socket = await connect(replica);
  const heard: Page['heard'] = [];
  let wake = () => {};
  const onMessage = (resolve: () => void) => {
    wake = resolve;
    setTimeout(resolve, 100);
  };
  socket.addEventListener('message', ({ data }) => {
    const { message } = JSON.parse(String(data)) as { message: ModulesSignal };
    heard.push({ atMs: performance.now(), keys: message.keys });
    wake();
  });
  socket.send(
    JSON.stringify({ action: 'subscribe', channel: MODULES_CHANNEL }),
  );
  return {
    replica,
    heard,
    async next({ after, key, limitMs }) {
      const find = () =>
        heard.findIndex(
          ({ keys }, at) => at >= after && (keys?.includes(key) ?? true),
        );
      const endMs = performance.now() + limitMs;
      while (find() < 0) {
        if (performance.now() > endMs) {
          throw new Error(`${replica.name} heard nothing in ${limitMs} ms`);
        }
        await new Promise<void>(onMessage);
      }
      return find();
    },
    close: () => socket.close(),
  };
}

// The backend begins to listen with the first attempt, which gets no answer; pages try
// again too.
async function connect(replica: Replica): Promise<WebSocket> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const socket = replica.openSignals();
    const isOpen = await new Promise<boolean>(resolve => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
      setTimeout(() => resolve(false), CONNECT_MS);
    });
    if (isOpen) {
      return socket;
    }
    socket.close();
  }
  throw new Error(`${replica.name} accepts no connection for signals`);
}
