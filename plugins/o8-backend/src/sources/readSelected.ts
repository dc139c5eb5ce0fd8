import type { Reading } from './createSource';
import { toTime } from './toTime';

/** What is kept of an object that an operator takes only with a label. */
export type SelectedValue = {
  /** Whether it has the label by which the operator's defaults select it. */
  isSelected: boolean;
  createdAt: string | null;
};

/** Reads of an object no more than whether it is selected by a label. */
export function readSelected(label: string): Reading['read'] {
  return ({ metadata }) => {
    const value: SelectedValue = {
      isSelected: metadata.labels?.[label] === 'true',
      createdAt: toTime(metadata.creationTimestamp),
    };
    return { value };
  };
}
