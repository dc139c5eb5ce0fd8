import { Flex, Skeleton } from '@backstage/ui';

/** Stands in for the answer and its rows. */
export function CardSkeleton(props: { label: string }) {
  return (
    <Flex direction="column" gap="3" role="status" aria-label={props.label}>
      <Skeleton width="60%" height={20} />
      <Skeleton width="100%" height={32} />
      <Skeleton width="100%" height={32} />
      <Skeleton width="100%" height={32} />
    </Flex>
  );
}
