import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../bootstrap/paths.mjs';
import { editFile, replaceOnce } from './editFile.mjs';

const FRONTEND = '@orchestr8/backstage-plugin-o8';
const SCAFFOLDER = '@orchestr8/backstage-plugin-scaffolder-backend-module-o8';
const FIELDS = [
  'O8LandingZonePickerFieldExtension',
  'O8ModuleNameFieldExtension',
];

/**
 * Adds the form "New O8 module" to a stranger's app, as docs/how-to/install.md says: the
 * module of the Scaffolder, the template, a landing zone, and the fields where the
 * frontend system does not find them by itself.
 */
export function installForm(folder, { system, addDependency }) {
  const at = name => path.join(folder, name);
  addDependency(at('packages/backend/package.json'), SCAFFOLDER);
  editFile(at('packages/backend/src/index.ts'), text =>
    replaceOnce(
      text,
      'backend.start();',
      `backend.add(import('${SCAFFOLDER}'));\n\nbackend.start();`,
    ),
  );
  cpSync(path.join(ROOT, 'templates'), at('templates'), { recursive: true });
  cpSync(
    path.join(ROOT, 'examples/landing-zones'),
    at('examples/landing-zones'),
    { recursive: true },
  );
  editFile(at('app-config.yaml'), text =>
    replaceOnce(
      text,
      '../../examples/template/template.yaml',
      '../../templates/new-o8-module/template.yaml',
    ),
  );
  // Nothing listens at its git host: names cannot be checked, and the form says so.
  appendFileSync(
    at('app-config.yaml'),
    `  landingZones:
    - file: ../../examples/landing-zones/demo.yaml
      git: { url: 'http://127.0.0.1:9' }
`,
  );
  if (system === 'legacy') {
    const manifest = JSON.parse(
      readFileSync(path.join(ROOT, 'plugins/o8/package.json'), 'utf8'),
    );
    const name = '@backstage/plugin-scaffolder-react';
    const version = manifest.dependencies[name];
    addDependency(at('packages/app/package.json'), name, version);
    editFile(at('packages/app/src/App.tsx'), addLegacyFields);
  }
}

function addLegacyFields(text) {
  const imports = `import { ${FIELDS.join(', ')} } from '${FRONTEND}/legacy';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
`;
  return replaceOnce(
    imports + text,
    '<Route path="/create" element={<ScaffolderPage />} />',
    `<Route path="/create" element={<ScaffolderPage />}>
      <ScaffolderFieldExtensions>
${FIELDS.map(field => `        <${field} />\n`).join(
  '',
)}      </ScaffolderFieldExtensions>
    </Route>`,
  );
}
