import { existsSync } from 'node:fs';
import { installSystemPackage } from './install.mjs';

const PLACES = [
  process.env.O8_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The path of a Chromium, installed from the system's packages where it is missing. */
export async function requireChromium(context) {
  return context.share('chromium', async () => {
    const find = () => PLACES.find(place => place && existsSync(place));
    if (!find()) {
      await installSystemPackage('chromium');
    }
    return find();
  });
}
