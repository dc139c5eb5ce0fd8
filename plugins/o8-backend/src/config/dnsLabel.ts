const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a text is a DNS label, as names of clusters are. */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** What is left of a name that others gave, as a DNS label; null if nothing is. */
export function toDnsLabel(name: string): string | null {
  const label = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return label || null;
}
