import type { Standing } from './Lease';

/** What a lease is one of: leases of one class are spread evenly for themselves. */
export function classOf(name: string): string {
  return name.split('/', 1)[0];
}

/**
 * How many leases of a class a replica should have. All replicas together come to
 * exactly the number there is, and differ by one at most; who has one more is another
 * one for each class.
 */
export function fairShare(options: {
  leaseClass: string;
  count: number;
  standing: Standing;
}): number {
  const { leaseClass, count, standing } = options;
  const { replicas, rank } = standing;
  const offset = [...leaseClass].reduce((sum, c) => sum + c.charCodeAt(0), 0);
  const isOneMore = (rank + offset) % replicas < count % replicas;
  return Math.floor(count / replicas) + (isOneMore ? 1 : 0);
}

/** Names so that each replica begins at another one, and few want the same at once. */
export function rotate(names: string[], { replicas, rank }: Standing) {
  const start = Math.floor((rank * names.length) / replicas);
  return [...names.slice(start), ...names.slice(0, start)];
}
