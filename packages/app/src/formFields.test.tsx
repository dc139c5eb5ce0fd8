import { PageBlueprint, useApi } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import scaffolderPlugin, {
  formFieldsApiRef,
} from '@backstage/plugin-scaffolder/alpha';
import o8Plugin from '@orchestr8/backstage-plugin-o8';
import { screen } from '@testing-library/react';
import { useEffect, useState } from 'react';

const LOAD_LIMIT_MS = 60_000;

function FieldNames() {
  const formFieldsApi = useApi(formFieldsApiRef);
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    formFieldsApi
      .loadFormFields()
      .then(fields => fields.map(field => 'name' in field && field.name))
      .then(loaded => setNames(loaded.map(String)));
  }, [formFieldsApi]);
  return <p>Fields: {names.join(', ')}</p>;
}

describe('The fields of forms', () => {
  it(
    'are found by the Scaffolder',
    async () => {
      renderTestApp({
        features: [scaffolderPlugin, o8Plugin],
        extensions: [
          PageBlueprint.make({
            name: 'fields',
            params: { path: '/fields', loader: async () => <FieldNames /> },
          }),
        ],
        initialRouteEntries: ['/fields'],
      });
      const fields = await screen.findByText(
        /^Fields: .+/,
        {},
        { timeout: LOAD_LIMIT_MS },
      );
      expect(fields).toHaveTextContent(/\bO8LandingZonePicker\b/);
      expect(fields).toHaveTextContent(/\bO8ModuleName\b/);
    },
    2 * LOAD_LIMIT_MS,
  );
});
