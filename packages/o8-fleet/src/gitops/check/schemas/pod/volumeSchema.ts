import {
  anything,
  count,
  fields,
  filled,
  flag,
  label,
  list,
  oneOf,
  quantity,
  text,
  textMap,
} from '../fields';

const items = list(fields({ mode: count }, { key: filled, path: filled }));
const reference = fields({ name: text });

// Sources of storage systems: their names are known, and nothing more is judged.
const OTHERS = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'downwardAPI',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'iscsi',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

/** A volume of a pod. */
export const volumeSchema = fields(
  {
    ...Object.fromEntries(OTHERS.map(name => [name, anything])),
    configMap: fields({
      defaultMode: count,
      items,
      name: text,
      optional: flag,
    }),
    csi: fields(
      {
        fsType: text,
        nodePublishSecretRef: reference,
        readOnly: flag,
        volumeAttributes: textMap,
      },
      { driver: filled },
    ),
    emptyDir: fields({ medium: text, sizeLimit: quantity }),
    hostPath: fields({ type: text }, { path: filled }),
    image: fields({
      pullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      reference: text,
    }),
    nfs: fields({ readOnly: flag }, { path: filled, server: filled }),
    persistentVolumeClaim: fields({ readOnly: flag }, { claimName: filled }),
    secret: fields({
      defaultMode: count,
      items,
      optional: flag,
      secretName: text,
    }),
  },
  { name: label },
);
