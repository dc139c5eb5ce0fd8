import type { ModuleContext } from '../../emitters/types';
import type { PlannedFile } from '../../types';
import { expandSkeleton } from './expandSkeleton';
import { skeletonInput } from './skeletonInput';

/** The code that a module begins with, its image and its lockfiles. */
export function planSkeleton(context: ModuleContext): PlannedFile[] {
  const input = skeletonInput(context);
  return input ? expandSkeleton(input) : [];
}
