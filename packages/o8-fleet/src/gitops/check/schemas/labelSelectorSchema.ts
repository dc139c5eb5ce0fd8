import { fields, filled, list, oneOf, texts } from './fields';
import { labelsSchema } from './metadataSchema';

/** What chooses by labels. */
export const labelSelectorSchema = fields({
  matchLabels: labelsSchema,
  matchExpressions: list(
    fields(
      { values: texts },
      {
        key: filled,
        operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
      },
    ),
  ),
});
