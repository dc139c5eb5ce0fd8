import { literal, matchTokens, type Token } from '../../wildcards';
import { RenderError } from '../RenderError';

/** The names of objects are not longer; alternatives need some more. */
const MAX_LENGTH = 1_000;
const PLAIN = /^[A-Za-z0-9_:/-]$/;

/**
 * A test for a field of a patch's target. In kustomize it is any regular expression; here
 * only text, `.`, `.*`, `|` and the anchors, because others can run for hours.
 *
 * @throws RenderError for all others
 */
export function compileTarget(
  pattern: string,
  where: string,
): (value: string) => boolean {
  if (pattern.length > MAX_LENGTH) {
    throw new RenderError(
      `${where}: a pattern in "target" is longer than ${MAX_LENGTH} characters`,
    );
  }
  const refuse = (part: string): never => {
    throw new RenderError(
      `${where}: "${pattern}" in "target": "${part}" is not supported by the ` +
        `demo fleet, only text, ".", ".*", "|", "^" and "$" are`,
    );
  };
  const alternatives = pattern.split('|').map(each => toTokens(each, refuse));
  return value => alternatives.some(tokens => matchTokens(tokens, value));
}

function toTokens(pattern: string, refuse: (part: string) => never): Token[] {
  // The whole value is compared anyway.
  const parts = pattern.replace(/^\^|\$$/g, '').match(/\.\*|\\?[\s\S]/g) ?? [];
  return parts.flatMap((part): Token[] => {
    if (part === '.*') return [{ type: 'many', test: () => true }];
    if (part === '.') return [{ type: 'one', test: () => true }];
    if (part === '\\.' || part === '\\-') return literal(part.slice(1));
    return PLAIN.test(part) ? literal(part) : refuse(part);
  });
}
