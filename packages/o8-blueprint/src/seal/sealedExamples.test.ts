import { X509Certificate } from 'node:crypto';
import { planOf, valueOf } from '../__testUtils__/examples';
import { readModules, readZones } from '../__testUtils__/publishedExamples';
import { openSealed, readThrowAwayKeys } from './__testUtils__';
import { readSealingCertificate } from './readSealingCertificate';
import { sealingLabel } from './SealScope';

/** What was given to `o8 seal`, by module, cluster, secret and key. */
const VALUES = {
  'sealed-service eu-1 partner PARTNER_TOKEN': 'a-value-of-an-example',
  'sealed-service us-1 partner PARTNER_TOKEN': 'a-value-of-an-example',
};

const keys = readThrowAwayKeys();
const [zone] = readZones().filter(
  ({ spec }) => spec.secrets?.operator === 'sealed-secrets',
);
const { certificates = {} } = zone.spec.secrets ?? {};
const modules = readModules(zone);

const sealed = modules.flatMap(({ metadata, spec }) =>
  (spec.secrets ?? []).flatMap(secret =>
    Object.entries(secret.sealed ?? {}).flatMap(([cluster, texts]) =>
      Object.entries(texts).map(([key, text]) => ({
        id: `${metadata.name} ${cluster} ${secret.name} ${key}`,
        cluster,
        text,
        label: sealingLabel({
          scope: secret.scope ?? 'strict',
          namespace: metadata.name,
          name: secret.name,
        }),
      })),
    ),
  ),
);

function open({ text, label }: (typeof sealed)[number], cluster: string) {
  const privateKey = keys.get(cluster);
  if (!privateKey) {
    throw new Error(`There is no key of ${cluster}`);
  }
  return openSealed(text, { privateKey, label }).toString();
}

describe('the sealed examples', () => {
  it('open with the keys of their clusters, each to what was sealed', () => {
    const opened = sealed.map(each => [each.id, open(each, each.cluster)]);
    expect(Object.fromEntries(opened)).toEqual(VALUES);
  });

  it('open on no other cluster, and as no other Secret', () => {
    for (const each of sealed) {
      const others = [...keys.keys()].filter(name => name !== each.cluster);
      expect(others).toHaveLength(1);
      expect(() => open(each, others[0])).toThrow();
      const foreign = { ...each, label: 'sealed-service/other' };
      expect(() => open(foreign, each.cluster)).toThrow();
    }
  });

  it('have certificates that say what they are, of keys like those of controllers', () => {
    const clusters = zone.spec.clusters.map(({ name }) => name);
    expect(Object.keys(certificates)).toEqual(clusters);
    expect([...keys.keys()].sort()).toEqual(clusters);
    for (const [cluster, pem] of Object.entries(certificates)) {
      const { modulusBytes } = valueOf(readSealingCertificate(pem));
      expect(modulusBytes).toBe(512);
      const certificate = new X509Certificate(pem);
      expect(certificate.toLegacyObject().subject.CN).toBe(
        `throw-away, its key is in a test of Orchestr8 (${cluster})`,
      );
      expect(certificate.checkPrivateKey(keys.get(cluster)!)).toBe(true);
    }
  });

  it('are rendered as they are, each in the overlay of its cluster', () => {
    const rendered = modules.flatMap(spec => {
      const { module } = planOf({ spec, zone });
      return module.flatMap(file =>
        'objects' in file
          ? file.objects
              .filter(({ kind }) => kind === 'SealedSecret')
              .map(object => ({ path: file.path, object }))
          : [],
      );
    });
    expect(rendered).toHaveLength(sealed.length);
    for (const { cluster, text } of sealed) {
      const found = rendered.find(({ path }) => path.includes(`-${cluster}/`));
      expect(found?.object.spec).toMatchObject({
        encryptedData: { PARTNER_TOKEN: text },
      });
    }
  });
});
