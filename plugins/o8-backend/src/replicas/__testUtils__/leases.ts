import type { Replica } from './Replica';
import type { Replicas } from './startReplicas';

/** A lease that somebody holds now, by the clock of the database. */
export interface HeldLease {
  name: string;
  holder: string;
  epoch: number;
}

/** The leases that are held now. */
export async function listHeld(replicas: Replicas): Promise<HeldLease[]> {
  return replicas.query<HeldLease>(
    `SELECT name, holder, epoch FROM leases
     WHERE expires_at > extract(epoch FROM clock_timestamp()) * 1000
     ORDER BY name`,
  );
}

/** How many leases of a class each holder has, the most first. */
export async function countHeld(
  replicas: Replicas,
  prefix: string,
): Promise<number[]> {
  const counts = new Map<string, number>();
  for (const { name, holder } of await listHeld(replicas)) {
    if (name.startsWith(prefix)) {
      counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
  }
  return [...counts.values()].sort((a, b) => b - a);
}

/** The replica that holds a lease, by the process id in the holder's name. */
export async function findHolder(
  replicas: Replicas,
  name: string,
): Promise<{ replica: Replica; other: Replica; lease: HeldLease } | undefined> {
  const lease = (await listHeld(replicas)).find(held => held.name === name);
  const all = [replicas.first, replicas.second];
  const replica = all.find(each => lease?.holder.includes(`${each.pid}`));
  const other = all.find(each => each !== replica);
  return lease && replica && other ? { replica, other, lease } : undefined;
}
