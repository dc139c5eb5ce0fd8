import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  MODULES_CHANNEL,
  type ModulesSignal,
} from '@orchestr8/backstage-plugin-o8-common';
import { createHmac } from 'node:crypto';

const MAX_KEYS = 100;
const KEY_LENGTH = 22;

/** Tells open pages which modules changed, by keys that say nothing to others. */
export class ModuleSignals {
  readonly #signals: SignalsService;
  readonly #secret: string;

  constructor(options: { signals: SignalsService; secret: string }) {
    this.#signals = options.signals;
    this.#secret = options.secret;
  }

  /** What signals call an entity. */
  keyOf(entityRef: string): string {
    return createHmac('sha256', this.#secret)
      .update(entityRef)
      .digest('base64url')
      .slice(0, KEY_LENGTH);
  }

  /** Tells that the states of some entities are others now. */
  async publish(entityRefs: string[]): Promise<void> {
    const refs = [...new Set(entityRefs)];
    const message: ModulesSignal = {
      keys:
        refs.length > MAX_KEYS ? null : refs.map(ref => this.keyOf(ref)).sort(),
    };
    await this.#signals.publish({
      recipients: { type: 'broadcast' },
      channel: MODULES_CHANNEL,
      message: { ...message },
    });
  }
}
