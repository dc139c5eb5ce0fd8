import type { PlannedFile } from '../../types';
import type { PromotionStage } from '../delivery/promotionStages';
import { quote } from './quote';
import type { PipelineBuild } from './toPipeline';

/** Where the script is: people may run it too. */
export const SET_IMAGE = 'deploy/set-image.sh';

/**
 * Writes an image to overlays. By yq, which changes these lines only: kustomize writes the
 * whole file anew, and upgrades of the blueprint would have to be merged by hand.
 */
export const setImage: PlannedFile = {
  path: SET_IMAGE,
  text: `#!/bin/sh
# Writes the image of this module to overlays, by its digest:
#   sh ${SET_IMAGE} NAME IMAGE sha256:... OVERLAY...
# or as another overlay has it, which may still wait for its first image:
#   sh ${SET_IMAGE} NAME IMAGE OTHER-OVERLAY OVERLAY...
# NAME is that of the entry of "images", IMAGE what it becomes. Needs yq 4.
set -eu

NAME=$1
IMAGE=$2
from=$3
shift 3

case $from in
sha256:*) DIGEST=$from ;;
*)
  export NAME IMAGE
  # The digest of a placeholder is not that of the image.
  DIGEST=$(yq '.images[] | select(.name == strenv(NAME) and .newName == strenv(IMAGE)) | .digest // ""' "$from/kustomization.yaml")
  if [ -z "$DIGEST" ]; then
    echo "$from has no image with a digest yet: nothing to do"
    exit 0
  fi
  ;;
esac

if ! printf '%s\\n' "$DIGEST" | grep -Eqx 'sha256:[0-9a-f]{64}'; then
  echo "not a digest: $DIGEST" >&2
  exit 1
fi

export NAME IMAGE DIGEST
for overlay in "$@"; do
  file=$overlay/kustomization.yaml
  if [ "$(yq '[.images[] | select(.name == strenv(NAME))] | length' "$file")" != 1 ]; then
    echo "$file: has no image $NAME" >&2
    exit 1
  fi
  yq --inplace '
    (.images[] | select(.name == strenv(NAME))) |=
      {"name": .name, "digest": strenv(DIGEST), "newName": strenv(IMAGE)} |
    del(.patches[] | select(.path == "patch-placeholder.yaml")) |
    del(.patches | select(length == 0)) |
    (. | select(head_comment | test("^Waiting for its first image"))) head_comment = ""
  ' "$file"
  rm -f "$overlay/patch-placeholder.yaml"
  echo "$file: $IMAGE@$DIGEST"
done
`,
};

/** The command that writes an image to the overlays of a stage. */
export function setImageCommand(
  { entry, image }: Pick<PipelineBuild, 'entry' | 'image'>,
  from: string,
  { overlays }: PromotionStage,
): string {
  const words = [SET_IMAGE, entry, image].map(quote).join(' ');
  return `sh ${words} ${from} ${overlays.map(quote).join(' ')}`;
}

/** Each stage with the one before it, of which it gets its image. */
export function promotions(
  stages: PromotionStage[],
): { from: PromotionStage; to: PromotionStage }[] {
  return stages.slice(1).map((to, index) => ({ from: stages[index], to }));
}
