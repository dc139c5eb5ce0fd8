import type { Response } from 'express';

// Enough to be in the middle of something; a long list need not be made to its end.
const MAX_KEPT_BYTES = 64 * 1024;

/**
 * Cuts the answer that comes in half, packed or not: what is left of it looks like all
 * (`end`), or its connection breaks after it (`reset`).
 */
export function cutAnswer(res: Response, how: 'end' | 'reset'): void {
  const [write, end] = [res.write.bind(res), res.end.bind(res)];
  const writeHead = res.writeHead.bind(res);
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let isCut = false;
  function keep([chunk, encoding]: unknown[]): void {
    // What comes after it is lost: nobody needs to hold it.
    if (isCut) {
      return;
    }
    if (typeof chunk === 'string') {
      const isNamed = typeof encoding === 'string' && isEncoding(encoding);
      kept.push(Buffer.from(chunk, isNamed ? encoding : 'utf8'));
    } else if (chunk instanceof Uint8Array) {
      kept.push(Buffer.from(chunk));
    }
    keptBytes = kept.reduce((sum, { length }) => sum + length, 0);
  }
  function cut(): void {
    if (isCut) {
      return;
    }
    isCut = true;
    const all = Buffer.concat(kept.splice(0));
    const half = all.subarray(0, Math.floor(keptBytes / 2));
    if (how === 'end') {
      end(half);
    } else {
      write(half, () => res.socket?.destroy());
    }
  }
  // The length of the whole answer would tell what is missing.
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    res.removeHeader('Content-Length');
    return writeHead(...args);
  }) as typeof res.writeHead;
  res.write = ((...args: unknown[]) => {
    keep(args);
    if (keptBytes >= MAX_KEPT_BYTES) {
      cut();
    }
    return true;
  }) as typeof res.write;
  res.end = ((...args: unknown[]) => {
    keep(args);
    cut();
    return res;
  }) as typeof res.end;
}

function isEncoding(name: string): name is BufferEncoding {
  return Buffer.isEncoding(name);
}
