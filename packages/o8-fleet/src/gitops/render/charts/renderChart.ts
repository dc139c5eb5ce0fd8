import type { RepositoryFiles } from '../../repositories';
import type {
  ApplicationSource,
  Manifest,
  RenderedManifest,
} from '../../types';
import { parseManifests } from '../parseManifests';
import type { StandIn } from './StandIns';
import { fillPlaceholders } from './fillPlaceholders';
import { parseHelm } from './helmSchema';
import { readValues } from './readValues';

const MAX_NAME_LENGTH = 63;

/**
 * The objects that an installation of a chart leaves, from the stand-in that we have
 * written for it. Pure.
 *
 * @throws RenderError for values that cannot be read
 */
export function renderChart(options: {
  standIn: StandIn;
  source: ApplicationSource;
  /** The Application, by which a release is called if nobody says another name. */
  application: string;
  references: ReadonlyMap<string, RepositoryFiles>;
}): RenderedManifest[] {
  const { standIn, source, application, references } = options;
  const helm = parseHelm(source);
  const release = helm.releaseName || application;
  const values = readValues(helm, references);
  const { fullnameOverride } = values;
  const fullname =
    typeof fullnameOverride === 'string' && fullnameOverride !== ''
      ? fullnameOverride
      : fullnameOf(release, `${source.chart}`);
  const installation = { release, fullname, values };
  return parseManifests(standIn.text, standIn.file, { yesIsTrue: true }).map(
    ({ manifest, file }) => ({
      manifest: fillPlaceholders(manifest, installation) as Manifest,
      file,
    }),
  );
}

/** As most charts name their objects. */
function fullnameOf(release: string, chart: string): string {
  const name = release.includes(chart) ? release : `${release}-${chart}`;
  return name.slice(0, MAX_NAME_LENGTH).replace(/-$/, '');
}
