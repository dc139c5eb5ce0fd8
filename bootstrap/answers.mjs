const LIMIT_MS = 5000;

/** Whether a URL answers 2xx now. Not being there yet is an answer too: no. */
export async function answers(url) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
