import type { Telemetry } from './createTelemetry';

/** A store that tells how long each of its answers took, and is otherwise the same. */
export function measureStore<T extends object>(
  store: T,
  name: string,
  telemetry: Pick<Telemetry, 'storeAsked'>,
): T {
  const measured = new Map<PropertyKey, unknown>();
  return new Proxy(store, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') {
        return value;
      }
      if (!measured.has(key)) {
        const operation = String(key);
        measured.set(key, (...args: unknown[]) => {
          const begunMs = performance.now();
          const tell = (error?: unknown) =>
            telemetry.storeAsked({
              store: name,
              operation,
              durationMs: performance.now() - begunMs,
              error,
            });
          // On the store itself: it has private fields.
          const answer: unknown = Reflect.apply(value, target, args);
          if (answer instanceof Promise) {
            // Who asked sees the failure; this only looks on.
            answer.then(
              () => tell(),
              error => tell(error ?? 'unknown'),
            );
          }
          return answer;
        });
      }
      return measured.get(key);
    },
  });
}
