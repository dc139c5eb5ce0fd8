import { isError } from '@backstage/errors';
import { spawn } from 'node:child_process';
import { toSentence } from '../toSentence';
import { MAX_FILE_BYTES } from './readText';

const TIMEOUT_MS = 60_000;
/** Far more than all the files of a module: a lock may name anything. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Of what git says of itself, for one sentence. */
const MAX_SAID = 4_096;
const ID = /^[0-9a-f]{40}$/;

/** Texts by their ids. One that is not there is not known any more, or no text. */
export interface ReadBlobs {
  texts: Map<string, string>;
  /** Why git could not be asked, as a sentence without its subject. */
  failure?: string;
}

/**
 * Asks the git repository of a folder for texts. What a shallow or partial clone does
 * not have is not fetched: nothing is asked of the network.
 */
export async function readBlobs(
  folder: string,
  ids: string[],
): Promise<ReadBlobs> {
  const asked = [...new Set(ids)].filter(id => ID.test(id));
  if (asked.length === 0) {
    return { texts: new Map() };
  }
  try {
    const { code, out, said } = await runGit(folder, asked);
    const [line] = said.split('\n');
    return code === 0
      ? { texts: parseBatch(out) }
      : { texts: new Map(), failure: line || `git ended with ${code}` };
  } catch (error) {
    return { texts: new Map(), failure: describe(error) };
  }
}

function describe(error: unknown): string {
  const code = isError(error) ? error.code : undefined;
  if (code === 'ENOENT') {
    return 'git is not installed';
  }
  return code === 'ABORT_ERR'
    ? `git did not answer within ${TIMEOUT_MS / 1_000} s`
    : toSentence(error);
}

function runGit(
  folder: string,
  ids: string[],
): Promise<{ code: number | null; out: Buffer; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'git',
      // A buffered answer: what is larger than a file may be is left out by the reader.
      ['--no-pager', '-C', folder, 'cat-file', '--batch', '--buffer'],
      {
        env: isolation(),
        stdio: ['pipe', 'pipe', 'pipe'],
        // Not `timeout`: its timer stays where git could not be started.
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    const chunks: Buffer[] = [];
    let said = '';
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) {
        child.kill();
        reject(new Error(`git answered more than ${MAX_ANSWER_BYTES} bytes`));
      } else {
        chunks.push(chunk);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(0, MAX_SAID);
    });
    // It has ended before it was asked: its exit code says so.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code, out: Buffer.concat(chunks), said }),
    );
    child.stdin.end(`${ids.join('\n')}\n`);
  });
}

/**
 * No prompt, and no way to the network. Of the configuration of people and machines
 * `safe.directory` is needed, where a clone belongs to another user, as in containers.
 */
function isolation(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env.PATH,
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    ...pick(['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL']),
    LC_ALL: 'C',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // Of git before 2.45, which does not know the line above.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

function pick(names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** `<id> blob <size>`, the bytes and a line break, or `<id> missing`. */
function parseBatch(out: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at);
    const [id, type, length] = out.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (length !== undefined) {
      const size = Number(length);
      const text = decode(out.subarray(at, at + size));
      if (type === 'blob' && size <= MAX_FILE_BYTES && text !== undefined) {
        texts.set(id, text);
      }
      at += size + 1;
    }
  }
  return texts;
}

function decode(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}
