import type { SignalApi } from '@backstage/plugin-signals-react';
import { MODULES_CHANNEL } from '@orchestr8/backstage-plugin-o8-common';

/** Signals that a test sends itself. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Set<(message: never) => void>();

  get listenerCount(): number {
    return this.#listeners.size;
  }

  subscribe: SignalApi['subscribe'] = (channel, onMessage) => {
    if (channel !== MODULES_CHANNEL) {
      throw new Error(`No signals are expected on "${channel}"`);
    }
    this.#listeners.add(onMessage);
    return { unsubscribe: () => this.#listeners.delete(onMessage) };
  };

  send(message: { keys: string[] | null }): void {
    this.#listeners.forEach(listener => listener(message as never));
  }
}
