import { existsSync } from 'node:fs';
import { installSystemPackage } from './install.mjs';
import { Skip } from './Skip.mjs';

const PLACES = [
  process.env.O8_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** How tests start it: as root too, and without talking to its maker's hosts. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of the system's Chromium; undefined if it has none. */
export function findChromium() {
  return PLACES.find(place => place && existsSync(place));
}

/** The path of a Chromium, installed from the system's packages where it is missing. */
export async function requireChromium(context) {
  return context.share('chromium', async () => {
    if (!findChromium()) {
      await installSystemPackage('chromium');
    }
    const found = findChromium();
    if (!found) {
      throw new Skip('Chromium was installed, and is not where it should be');
    }
    return found;
  });
}
