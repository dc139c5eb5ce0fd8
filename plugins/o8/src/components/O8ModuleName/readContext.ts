import type { ModuleNameOptions } from './schema';

/** Where a module would go, and whose it would be, as far as the form says so yet. */
export interface NameContext {
  zone?: string;
  owner?: string;
}

/** Reads the neighbours of the field from what the form holds. */
export function readContext(
  formData: unknown,
  options: ModuleNameOptions = {},
): NameContext {
  const { landingZoneField = 'landingZone', ownerField = 'owner' } = options;
  return {
    zone: readText(formData, landingZoneField),
    owner: readText(formData, ownerField),
  };
}

function readText(formData: unknown, key: string): string | undefined {
  if (typeof formData !== 'object' || formData === null) {
    return undefined;
  }
  const value = new Map(Object.entries(formData)).get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
