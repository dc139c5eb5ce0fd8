import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';

/** What the operator wants everybody to know, such as that this is a demo. */
export function Banner() {
  const text = useApi(configApiRef).getOptionalString('o8.banner.text');
  return text ? (
    <Text as="p" variant="body-small" color="secondary">
      {text}
    </Text>
  ) : null;
}
