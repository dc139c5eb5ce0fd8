import { isRecord } from '../render/parseManifests';

type Labels = Record<string, string> | undefined;

/** Whether labels are chosen by a selector; an empty one chooses all, none chooses nothing. */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  if (!isRecord(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  const hasLabels = Object.entries(
    isRecord(matchLabels) ? matchLabels : {},
  ).every(([name, value]) => labels?.[name] === value);
  const expressions = Array.isArray(matchExpressions) ? matchExpressions : [];
  return hasLabels && expressions.every(each => fits(each, labels));
}

function fits(expression: unknown, labels: Labels): boolean {
  if (!isRecord(expression)) return false;
  const { key, operator, values } = expression;
  const value = labels?.[`${key}`];
  const isOne = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return value !== undefined && isOne;
    case 'NotIn':
      return !isOne;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
