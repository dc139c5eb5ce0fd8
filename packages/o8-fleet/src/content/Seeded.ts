import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

const HEX = '0123456789abcdef';
/** What Kubernetes makes names of: no vowels, so that no words appear. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Values that look random and are not: each depends on the seed and on its own path
 * alone, so that something new in the world changes nothing that was there.
 */
export class Seeded {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** An integer from `min` to `max`, both included. */
  int(path: string, min: number, max: number): number {
    return uniformInt(this.#generator(path), min, max);
  }

  pick<T>(path: string, items: readonly T[]): T {
    return items[this.int(path, 0, items.length - 1)];
  }

  hex(path: string, length: number): string {
    return this.#text(path, HEX, length);
  }

  /** As the random endings of generated names. */
  suffix(path: string, length: number): string {
    return this.#text(path, SAFE, length);
  }

  /** A UUID of version 4. */
  uid(path: string): string {
    const hex = this.hex(path, 32);
    const variant = HEX[8 + (Number.parseInt(hex[16], 16) % 4)];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }

  #text(path: string, alphabet: string, length: number): string {
    const generator = this.#generator(path);
    let text = '';
    while (text.length < length) {
      text += alphabet[uniformInt(generator, 0, alphabet.length - 1)];
    }
    return text;
  }

  // 128 bits of state: with 32, a large world would hold equal UIDs.
  #generator(path: string) {
    const digest = createHash('sha256')
      .update(`${this.#seed}/${path}`)
      .digest();
    const state = [0, 4, 8, 12].map(offset => digest.readInt32LE(offset));
    return xoroshiro128plusFromState(state);
  }
}
