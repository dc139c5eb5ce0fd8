import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { useEffect, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { o8TranslationRef } from '../../translation';

const TYPING_MS = 300;

/** Props of {@link NameFilter}. */
export interface NameFilterProps {
  name: string;
  onChange(name: string): void;
}

/** Narrows the list by a part of the name, once typing pauses. */
export function NameFilter(props: NameFilterProps) {
  const { name, onChange } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const [typed, setTyped] = useState(name);
  // The address changes by the back button too.
  useEffect(() => setTyped(name), [name]);
  useDebounce(
    () => {
      if (typed !== name) {
        onChange(typed);
      }
    },
    TYPING_MS,
    [typed],
  );
  return (
    <SearchField
      aria-label={t('modules.filter.name')}
      placeholder={t('modules.filter.namePlaceholder')}
      value={typed}
      onChange={setTyped}
    />
  );
}
