import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  entityPresentationApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { Button, Select } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { FACETS, VERDICTS } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import {
  countFilters,
  fromSearchParams,
  MODULES_ORDERS,
  type ModulesSearch,
} from './modulesSearch';
import type { FilterOptions } from './useFilterOptions';
import type { ChangeSearch } from './useModulesSearch';

const useStyles = makeStyles(
  {
    root: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr))',
      gap: 'var(--bui-space-3)',
      alignItems: 'end',
    },
  },
  { name: 'O8ModulesFilters' },
);

/** Props of {@link ModulesFilters}. */
export interface ModulesFiltersProps {
  search: ModulesSearch;
  options: FilterOptions;
  onChange: ChangeSearch;
}

/** Everything by which the list can be narrowed but the name, and its order. */
export function ModulesFilters(props: ModulesFiltersProps) {
  const { search, options, onChange } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const presentationApi = useApiHolder().get(entityPresentationApiRef);
  const verdictOptions = VERDICTS.map(value => ({
    value,
    label: t(`verdict.${value}`),
  }));
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('modules.filter.label')}
    >
      {FACETS.map(facet => (
        <Select
          key={facet}
          selectionMode="multiple"
          label={t(`modules.filter.${facet}`)}
          placeholder={t('modules.filter.any')}
          options={verdictOptions}
          value={search.verdicts[facet]}
          onChange={keys =>
            onChange({
              verdicts: {
                ...search.verdicts,
                [facet]: VERDICTS.filter(verdict => keys.includes(verdict)),
              },
            })
          }
        />
      ))}
      {(['owner', 'system'] as const).map(key => (
        <Select
          key={key}
          selectionMode="multiple"
          label={t(`modules.filter.${key}`)}
          placeholder={t('modules.filter.any')}
          options={options[key].map(ref => ({
            value: ref,
            label: entityPresentationSnapshot(ref, undefined, presentationApi)
              .primaryTitle,
          }))}
          value={search[key]}
          onChange={keys => onChange({ [key]: keys.map(String) })}
        />
      ))}
      <Select
        selectionMode="multiple"
        label={t('modules.filter.cluster')}
        placeholder={t('modules.filter.any')}
        options={options.cluster.map(({ name, title }) => ({
          value: name,
          label: title,
        }))}
        value={search.cluster}
        onChange={keys => onChange({ cluster: keys.map(String) })}
      />
      <Select
        label={t('modules.order.label')}
        options={MODULES_ORDERS.map(value => ({
          value,
          label: t(`modules.order.${value}`),
        }))}
        value={search.order}
        onChange={key =>
          onChange({
            order: MODULES_ORDERS.find(order => order === key) ?? 'trouble',
          })
        }
      />
      {countFilters(search) > 0 && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() =>
            onChange({
              ...fromSearchParams(new URLSearchParams()),
              order: search.order,
            })
          }
        >
          {t('modules.filter.clear')}
        </Button>
      )}
    </div>
  );
}
