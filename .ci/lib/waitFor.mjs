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

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not there yet: that is what is being waited for.
    return false;
  }
}
