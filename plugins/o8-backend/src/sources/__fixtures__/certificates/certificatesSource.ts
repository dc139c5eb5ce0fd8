import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';

const certificateSchema = z.object({
  metadata: z.object({ namespace: z.string() }),
  status: z
    .object({
      notAfter: z.iso.datetime().nullish(),
      renewalTime: z.iso.datetime().nullish(),
    })
    .nullish(),
});

/** Certificates of cert-manager: until when each is valid. */
export const certificatesSource: Source = {
  id: 'certificates',
  kinds: [
    { group: 'cert-manager.io', kind: 'Certificate', plural: 'certificates' },
  ],
  reach: 'placements',
  toFacts(object, { cluster }) {
    const { metadata, status } = certificateSchema.parse(object);
    return [
      {
        type: 'certificates.certificate',
        subject: { cluster, namespace: metadata.namespace },
        value: { notAfter: status?.notAfter ?? null },
        volatile: { renewalTime: status?.renewalTime ?? null },
      },
    ];
  },
};
