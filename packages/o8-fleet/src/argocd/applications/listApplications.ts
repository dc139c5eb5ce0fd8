import { isError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { KINDS } from '../kinds';
import { Parameters } from '../Parameters';
import { readListFilter } from './ApplicationFilter';
import { parseFields } from './FieldSelection';
import { selectListFields } from './selectListFields';
import { toApiObject } from './toApiObject';

// Other requests have their turn between two pieces of a long list.
const PIECE = 50;

/** `GET /api/v1/applications`. */
export async function listApplications(
  context: ArgoCdContext,
  req: Request,
  res: Response,
): Promise<void> {
  const { store } = context;
  const parameters = new Parameters(req);
  const isWanted = readListFilter(parameters);
  const fields = parseFields(parameters.get('fields'));
  const toItem = fields ? selectListFields(fields) : toApiObject;
  const applications = store
    .list(KINDS.application)
    .filter(isWanted)
    .sort(byName);
  const metadata = { resourceVersion: `${store.revision}` };
  async function* pieces() {
    yield `{"metadata":${JSON.stringify(metadata)},"items":[`;
    for (let at = 0; at < applications.length; at += PIECE) {
      const items = applications.slice(at, at + PIECE).map(toItem);
      const text = items.map(item => JSON.stringify(item)).join(',');
      yield at === 0 ? text : `,${text}`;
      await new Promise(resolve => setImmediate(resolve));
    }
    yield ']}';
  }
  res.setHeader('Content-Type', 'application/json');
  try {
    await pipeline(Readable.from(pieces()), res);
  } catch (error) {
    // A client may leave in the middle of a list.
    if (!isError(error) || error.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      throw error;
    }
  }
}

function byName(a: KubeObject, b: KubeObject): number {
  const [x, y] = [a.metadata.name, b.metadata.name];
  return x < y ? -1 : Number(x > y);
}
