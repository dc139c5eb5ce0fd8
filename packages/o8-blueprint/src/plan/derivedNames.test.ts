import { valueOf } from '../__testUtils__/examples';
import { readModules, readZones } from '../__testUtils__/publishedExamples';
import { derivedNames } from './derivedNames';
import { planModule } from './planModule';

// That no two accepted modules share one is a property in planModule.test.ts.
describe('derivedNames', () => {
  it.each(readZones())(
    'are all names that modules of $metadata.name have in shared places',
    zone => {
      const specs = readModules(zone);
      const names = specs.map(({ metadata }) => metadata.name);
      const platform = { modules: specs.map(spec => ({ spec })) };
      const foreign = specs.flatMap(spec => {
        const { name } = spec.metadata;
        const known = new Set(derivedNames(spec, zone));
        const plan = valueOf(planModule({ spec, zone, platform }));
        const objects = plan.platform.flatMap(file =>
          'objects' in file ? file.objects : [],
        );
        expect(objects.length).toBeGreaterThan(10);
        return objects
          .filter(({ kind, metadata: { name: called, namespace } }) => {
            const isOwn = namespace === name;
            // In the namespace of a callee everything is called after the caller.
            const isEdge =
              namespace !== undefined &&
              names.includes(namespace) &&
              called === `from-${name}`;
            return !isOwn && !isEdge && !known.has(`${kind} ${called}`);
          })
          .map(({ kind, metadata }) => `${name}: ${kind} ${metadata.name}`);
      });
      expect(foreign).toEqual([]);
    },
  );

  it('counts the default clusters of its landing zone where none is named', () => {
    const [zone] = readZones();
    const worker = readModules(zone).find(
      ({ metadata }) => metadata.name === 'minimal-worker',
    );
    expect(worker && derivedNames(worker, zone)).toEqual([
      'AppProject minimal-worker',
      'Namespace minimal-worker',
      'Schedule minimal-worker',
      'Application minimal-worker-eu-1',
      'Application minimal-worker-boundary-eu-1',
      'Application minimal-worker-us-1',
      'Application minimal-worker-boundary-us-1',
      'ValidatingAdmissionPolicy minimal-worker.routes.orchestr8.io',
      'ValidatingAdmissionPolicyBinding minimal-worker.routes.orchestr8.io',
    ]);
  });
});
