/** What the volume of a secret is called in the pods of its module. */
export function secretVolumeName(secret: string): string {
  return `secret-${secret}`;
}
