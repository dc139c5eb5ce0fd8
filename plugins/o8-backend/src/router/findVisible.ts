import { createHash } from 'node:crypto';
import type { ModuleSnapshot } from '../modules';
import type { Caller, VisibleModules } from '../visibility';

/**
 * Which of a module and those that claim to be it too the caller may see; undefined if
 * he may not see the module, or if there is none.
 */
export async function findVisible(
  entityRef: string,
  { caller, snapshot }: { caller: Caller; snapshot: ModuleSnapshot },
): Promise<VisibleModules | undefined> {
  const module = snapshot.modules.get(entityRef);
  if (!module) {
    // An answer that comes at once would say of all that come later that they are there.
    await caller.canSee(pickAny(entityRef, snapshot));
    return undefined;
  }
  const visible = await caller.canSee([entityRef, ...module.claimedBy]);
  return visible.has(entityRef) ? visible : undefined;
}

// Always the same one for the same text, which may be anything: nobody is asked about it.
function pickAny(text: string, { modules }: ModuleSnapshot): string[] {
  const refs = [...modules.keys()];
  const number = createHash('sha256').update(text).digest().readUInt32BE();
  return refs.length > 0 ? [refs[number % refs.length]] : [];
}
