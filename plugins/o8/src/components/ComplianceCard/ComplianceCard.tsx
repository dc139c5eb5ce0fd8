import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { o8TranslationRef } from '../../translation';
import { FacetCard, FacetRows, NoPlacement } from '../FacetCard';
import { toCheckRow } from './toCheckRow';
import { groupFindings, selectItems } from './selectItems';
import { toFindingRow } from './toFindingRow';
import { toReportsRow } from './toReportsRow';

/** Shows whether the module keeps the rules, with its evidence. */
export function ComplianceCard() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <FacetCard
      facet="compliance"
      renderRows={(detail, isCurrent) => {
        const { checks, reports } = detail.facets.compliance.state;
        if (checks.length === 0 && reports.length === 0) {
          return <NoPlacement facet="compliance" detail={detail} />;
        }
        const { items, otherFindings } = selectItems({
          checks,
          reports,
          findings: groupFindings(reports),
        });
        const context = { detail, isCurrent };
        return (
          <FacetRows
            rows={items.map(item => {
              switch (item.type) {
                case 'check':
                  return toCheckRow(t, item, context);
                case 'finding':
                  return toFindingRow(t, item, context);
                default:
                  return toReportsRow(t, item, context);
              }
            })}
            others={{
              rows: otherFindings.map(item => toFindingRow(t, item, context)),
              label: t('compliance.moreFindings', {
                count: otherFindings.length,
              }),
            }}
          />
        );
      }}
    />
  );
}
