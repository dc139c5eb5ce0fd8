import { answers } from '../../bootstrap/answers.mjs';

const PAUSE_MS = 250;

/** Waits until a URL answers 2xx; fails early if the program behind it ends. */
export async function waitForUrl(url, { child, limitMs }) {
  const endMs = Date.now() + limitMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The program behind ${url} has ended`);
    }
    if (Date.now() > endMs) {
      throw new Error(`${url} did not answer within ${limitMs / 1000} s`);
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
