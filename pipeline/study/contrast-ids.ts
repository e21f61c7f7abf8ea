import type { Effect } from '../../src/ranking/changes/effect.ts';
import type { GivenContrast } from './schema/contrast-schema.ts';
import type { Comparison, StudyContrast } from './study.ts';

/** The contrasts of a study file; those without id are named `mir9_vs_control`, with the variable before it where two would be called the same. */
export function nameContrasts(contrasts: readonly GivenContrast[], design: string, usual: Effect): StudyContrast[] {
  const comparisons = contrasts.map(comparisonOf);
  const short = comparisons.map(shortName);
  return comparisons.map((comparison, index) => {
    const { id, effect = usual } = contrasts[index] as GivenContrast;
    const name = short[index] as string;
    const unique = short.every((other, position) => position === index || other !== name);
    const long = comparison.kind === 'levels' ? fileName(`${comparison.variable}_${name}`) : name;
    return { id: id ?? (unique ? name : long), design, comparison, exclude: null, effect };
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

function shortName(comparison: Comparison): string {
  if (comparison.kind === 'levels') return fileName(`${comparison.target}_vs_${comparison.reference}`);
  return comparison.kind === 'coefficient' ? fileName(comparison.name) : '';
}

/** A text without what file systems and shells take amiss; letters lose their accents. */
export function fileName(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
}
