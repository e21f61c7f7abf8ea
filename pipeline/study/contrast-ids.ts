import type { Effect } from '../../src/ranking/changes/effect.ts';
import { safeName, withDigest } from '../../src/text/safe-names.ts';
import type { GivenContrast } from './schema/contrast-schema.ts';
import type { Comparison, StudyContrast } from './study.ts';

/** The contrasts of a study file; those without id are named `mir9_vs_control`, with the variable before it where two would be called the same. */
export function nameContrasts(contrasts: readonly GivenContrast[], design: string, usual: Effect): StudyContrast[] {
  const comparisons = contrasts.map(comparisonOf);
  const short = comparisons.map(shortName);
  return comparisons.map((comparison, index) => {
    const { id, effect = usual, mirna } = contrasts[index] as GivenContrast;
    const name = short[index] as string;
    const long = comparison.kind === 'levels' ? safeName(`${comparison.variable}_${name}`) : name;
    const isUnique = (one: string, all: readonly string[]) => all.filter((other) => isSameFile(one, other)).length < 2;
    const fitting = isUnique(name, short) ? name : long;
    // Levels that differ in their case alone.
    const twins = comparisons.filter((other) => isSameFile(shortName(other), name)).map((other) => textOf(other));
    const isTold = new Set(twins.map((text) => text.toLowerCase())).size === twins.length;
    const own = isTold ? fitting : withDigest(fitting, textOf(comparison));
    return { id: id ?? own, design, comparison, exclude: null, effect, ...(mirna !== undefined && { mirna }) };
  });
}

/** What a contrast compares; the schema has seen that it says that in one way. */
function comparisonOf(given: GivenContrast): Comparison {
  const { coef, coef_list: plus, coef_list_less: minus = [], list_weights: [first, second] = [1, -1], weights } = given;
  if (coef !== undefined) return { kind: 'coefficient', name: coef };
  if (weights !== undefined) return { kind: 'numeric', weights };
  if (plus !== undefined) return { kind: 'lists', plus, minus, weights: [first, second] };
  const { variable = '', target = '', reference = '' } = given;
  return { kind: 'levels', variable, target, reference };
}

/** File systems of macOS and Windows do not tell cases apart. */
export function isSameFile(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The variable too, by which contrasts of equal levels are told apart. */
function textOf(comparison: Comparison): string {
  if (comparison.kind !== 'levels') return shortName(comparison);
  return `${comparison.variable} ${comparison.target} ${comparison.reference}`;
}

function shortName(comparison: Comparison): string {
  if (comparison.kind === 'levels') return safeName(`${comparison.target}_vs_${comparison.reference}`);
  return comparison.kind === 'coefficient' ? safeName(comparison.name) : '';
}
