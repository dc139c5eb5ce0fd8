import { InputError } from '@backstage/errors';

/** What the target of an HTTP request names, decoded once. */
export interface Target {
  segments: string[];
  query: URLSearchParams;
}

/**
 * Reads the target of a request. What could be read as another path somewhere below (an
 * encoded slash, a dot segment, a NUL) is refused, not mended.
 */
export function parseTarget(url: string): Target {
  const [path, query = ''] = url.split(/\?(.*)/s, 2);
  if (!path.startsWith('/')) {
    throw new InputError('The target of the request is not a path');
  }
  const text = path.replace(/^\/|\/$/g, '');
  const segments = text === '' ? [] : text.split('/').map(decode);
  return { segments, query: new URLSearchParams(query) };
}

function decode(segment: string): string {
  const text = tryDecode(segment);
  if (
    text === undefined ||
    ['', '.', '..'].includes(text) ||
    // eslint-disable-next-line no-control-regex -- what is refused
    /[/\\\0]/.test(text)
  ) {
    throw new InputError('The path of the request is not one of this host');
  }
  return text;
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % or bytes that are not UTF-8.
    return undefined;
  }
}
