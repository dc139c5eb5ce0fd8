import { requireChromium } from '../lib/chromium.mjs';
import { publishPackages } from '../lib/publishPackages.mjs';
import { startRegistry } from '../lib/registry.mjs';
import { tryInStrangersApp } from '../lib/strangersApp.mjs';

/**
 * The packages as others get them: published to a registry, installed by version into
 * a fresh app of each frontend system, used in a browser.
 */
export async function packed(context) {
  const executable = await requireChromium(context);
  const registry = await startRegistry(context);
  const packages = await publishPackages(context, registry);

  const totals = { passed: 0, failed: 0 };
  for (const system of ['new', 'legacy']) {
    console.log(`\n── a fresh create-app, ${system} frontend system`);
    try {
      await tryInStrangersApp(context, {
        system,
        registry,
        packages,
        executable,
      });
      totals.passed += 1;
    } catch (error) {
      console.error(error);
      totals.failed += 1;
    }
  }
  return totals;
}
