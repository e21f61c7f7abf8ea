import { isBlockName } from './classify-variables.ts';
import { isControlName } from './control-levels.ts';
import { condensed, tokensOf } from './name-tokens.ts';

const groupNames =
  /^(condition|treatment|treat|treated|group|grp|genotype|perturbation|transfection|mirna|mir|arm|class|type|status)$/;

/**
 * True where a column of the sample sheet says once more what the groups say, in the same or other words, and is no batch
 * that happens to go with them: each value goes with one group and each group with one value, and either its name is one of
 * groups, or its values hold the names of the groups, or name the same control.
 *
 * @param values [samples]
 * @param groups [samples]: of the compared variable
 */
export function repeatsGroups(name: string, values: readonly string[], groups: readonly string[]): boolean {
  const groupOf = new Map(values.map((value, sample) => [value, groups[sample]!]));
  const isSame =
    groupOf.size === new Set(groups).size && values.every((value, sample) => groupOf.get(value) === groups[sample]);
  if (!isSame || isBlockName(name)) return false;
  if (tokensOf(name).some((token) => groupNames.test(token))) return true;
  const pairs = [...groupOf];
  const isNamed = ([value, group]: [string, string]) => {
    const [a, b] = [condensed(value), condensed(group)];
    return a.includes(b) || b.includes(a);
  };
  return (
    pairs.every(isNamed) || pairs.filter(([value, group]) => isControlName(value) && isControlName(group)).length === 1
  );
}
