import { requireChromium } from '../lib/chromium.mjs';
import { publishPackages } from '../lib/publishPackages.mjs';
import { startRegistry } from '../lib/registry.mjs';
import { runSideBySide } from '../lib/runSideBySide.mjs';
import { createStrangersApp, useStrangersApp } from '../lib/strangersApp.mjs';

const SYSTEMS = ['new', 'legacy'];

/**
 * The packages as others get them: published to a registry, installed by version into
 * a fresh app of each frontend system, used in a browser.
 */
export async function packed(context) {
  const executable = await requireChromium(context);
  const registry = await startRegistry(context);
  const packages = await publishPackages(context, registry);

  // Each installs and compiles on one core. They are used one after the other: what a
  // browser waits for has a limit.
  const apps = await runSideBySide(
    SYSTEMS.map(
      system => () => create(context, { system, registry, packages }),
    ),
    SYSTEMS.length,
  );
  const totals = { passed: 0, failed: 0 };
  for (const { system, folder, error } of apps) {
    console.log(`\n── a fresh create-app, ${system} frontend system`);
    try {
      if (error) {
        throw error;
      }
      await useStrangersApp(context, { folder, executable });
      totals.passed += 1;
    } catch (problem) {
      console.error(problem);
      totals.failed += 1;
    }
  }
  return totals;
}

/** What it prints is told when it is there, and a failure is one of this app alone. */
async function create(context, { system, ...options }) {
  const texts = [];
  const own = context.printingTo(text => texts.push(text));
  try {
    const folder = await createStrangersApp(own, { system, ...options });
    return { system, folder };
  } catch (error) {
    return { system, error };
  } finally {
    console.log(`\n── making the app, ${system} frontend system`);
    console.log(texts.join(''));
  }
}
