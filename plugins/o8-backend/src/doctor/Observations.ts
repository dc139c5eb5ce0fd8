import { LABEL_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import type {
  Fact,
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { argocdSource } from '../sources/argocd';
import { veleroSource } from '../sources/velero';

/** What a storage location of Velero says of itself. */
export interface ObservedStorage {
  name: string;
  phase: string;
  message: string | null;
}

/** What was seen on one cluster, of the few kinds on which other findings depend. */
export class Observations {
  /** By the address that Applications deploy to: the cluster that it is, and who does. */
  readonly destinations = new Map<
    string,
    { cluster: string | null; applications: Set<string> }
  >();
  /** By namespace and name: a list that begins anew tells everything again. */
  readonly storages = new Map<string, ObservedStorage>();
  hasModules = false;

  /** What takes the objects of a kind; absent where seeing one object is enough. */
  takerOf(
    kind: { group: string; kind: string },
    context: SourceContext,
  ): ((objects: KubernetesObject[]) => void) | undefined {
    const takers: Record<string, (object: KubernetesObject) => void> = {
      '/Namespace': object => this.#takeNamespace(object),
      'argoproj.io/Application': object =>
        this.#takeApplication(object, argocdSource.toFacts(object, context)),
      'velero.io/BackupStorageLocation': object =>
        this.#takeStorage(object, veleroSource.toFacts(object, context)),
    };
    const take = takers[`${kind.group}/${kind.kind}`];
    return take && (objects => objects.forEach(take));
  }

  #takeNamespace({ metadata }: KubernetesObject): void {
    this.hasModules ||= Boolean(metadata.labels?.[LABEL_MODULE]);
  }

  #takeApplication({ metadata }: KubernetesObject, facts: Fact[]): void {
    for (const { type, subject, value } of facts) {
      if (type === 'argocd.application') {
        const address = String(value.destination ?? '');
        const known = this.destinations.get(address) ?? {
          cluster: subject.cluster,
          applications: new Set(),
        };
        known.applications.add(nameOf(metadata));
        this.destinations.set(address, known);
      }
    }
  }

  #takeStorage({ metadata }: KubernetesObject, facts: Fact[]): void {
    for (const { type, value } of facts) {
      if (type === 'velero.storage') {
        const name = nameOf(metadata);
        this.storages.set(name, {
          name,
          phase: String(value.phase ?? ''),
          message: value.message ? String(value.message) : null,
        });
      }
    }
  }
}

function nameOf({ namespace, name }: KubernetesObject['metadata']): string {
  return `${namespace ?? ''}/${name}`;
}
