import { readFileSync, writeFileSync } from 'node:fs';

/** Changes the text of a file. */
export function editFile(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** Replaces a piece of a file that create-app has written; an error if it is not there. */
export function replaceOnce(text, before, after) {
  if (!text.includes(before)) {
    throw new Error(
      `create-app has changed: there is no ${JSON.stringify(before)}`,
    );
  }
  return text.replace(before, () => after);
}
