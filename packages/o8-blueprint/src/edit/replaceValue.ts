import {
  isMap,
  isNode,
  isScalar,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import { toYaml } from '../render/toYaml';
import { isEqual } from './isEqual';

/**
 * Another value for what stands at the top of a piece of YAML. Fields that stay keep
 * their place, their style and their comments.
 */
export function replaceValue(text: string, value: unknown): string {
  const document: Document = parseDocument(text, {
    schema: 'core',
    version: '1.2',
  });
  const { contents } = document;
  if (isMap(contents)) {
    const [pair] = contents.items;
    pair.value = merge(document, pair.value, value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function merge(document: Document, old: unknown, value: unknown): unknown {
  if (isNode(old) && isEqual(old.toJS(document), value)) {
    return old;
  }
  if (!isMap(old) || !isFields(value)) {
    const fresh = toNode(value);
    if (isScalar(old) && isScalar(fresh)) {
      fresh.comment = old.comment;
    }
    return fresh;
  }
  old.items = old.items.filter(({ key }) => nameOf(key) in value);
  for (const [key, entry] of Object.entries(value)) {
    const pair = old.items.find(item => nameOf(item.key) === key);
    if (pair) {
      pair.value = merge(document, pair.value, entry);
    } else {
      old.add(document.createPair(toNode(key), toNode(entry)));
    }
  }
  return old;
}

/** As it would be written into a new file. */
function toNode(value: unknown): Node | null {
  const { contents } = parseDocument(toYaml({ value }), { schema: 'core' });
  const node = isMap(contents) ? contents.items[0].value : null;
  return isNode(node) ? node : null;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
