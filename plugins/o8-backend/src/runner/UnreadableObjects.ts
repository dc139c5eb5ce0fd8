import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { Unreadable } from '../facts';

/** The objects of one kind that nobody could make sense of. */
export class UnreadableObjects {
  readonly #objects = new Map<string, Unreadable>();

  /** Some objects were looked at again: these of them could not be read. */
  replace(looked: KubernetesObject[], unreadable: Unreadable[]): void {
    for (const { kind, metadata } of looked) {
      const { namespace, name } = metadata;
      this.#objects.delete([kind, namespace, name].filter(Boolean).join(' '));
    }
    unreadable.forEach(entry => this.#objects.set(entry.object, entry));
  }

  clear(): void {
    this.#objects.clear();
  }

  /** What to say of them; undefined if there is none. */
  describe(kind: string): string | undefined {
    const [first] = this.#objects.values();
    return (
      first &&
      `${this.#objects.size} of kind ${kind} could not be read, the first is ${
        first.object
      }: ${first.message}`
    );
  }
}
