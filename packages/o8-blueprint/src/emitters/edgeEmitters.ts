import { systems } from '../systems';
import { calleePolicy } from './edges/calleePolicy';
import { callerPolicy } from './edges/callerPolicy';
import type { EdgeContext, Emitter } from './types';

/**
 * What lies in `modules/<caller>/clusters/<cluster>/edges` of the platform repository:
 * both halves of what lets a module call another one, all in one file. Whatever else
 * lets callers in, such as an identity of the mesh, is one more emitter here.
 */
export const edgeEmitters: Emitter<EdgeContext>[] = [
  callerPolicy,
  calleePolicy,
  ...systems.flatMap(system => system.edge ?? []),
];
