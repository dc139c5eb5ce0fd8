import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'throwAwayKeys');

/** The private keys of the landing zone "sealed" of `examples/`, by cluster. */
export function readThrowAwayKeys(): Map<string, KeyObject> {
  return new Map(
    readdirSync(FOLDER).map(file => [
      file.replace('.pem', ''),
      createPrivateKey(readFileSync(join(FOLDER, file))),
    ]),
  );
}
