import { mentions } from './mentions.ts';
import type { Comparison, DifferentialOptions, StudyContrast } from './study.ts';

/** What a study asks of the design of one contrast. */
export type StudyDesignRequest = {
  readonly formula: string;
  readonly comparison: Comparison;
  readonly blocking: readonly string[];
  readonly factors: readonly string[];
  readonly numeric: readonly string[];
  readonly references: Readonly<Record<string, string>>;
};

/** What a study says of the design of one contrast, as far as this design has the variables it speaks of. */
export function designRequestOf(
  { factors, numeric, references }: Pick<DifferentialOptions, 'factors' | 'numeric' | 'references'>,
  { design, comparison, blocking }: Pick<StudyContrast, 'design' | 'comparison' | 'blocking'>,
): StudyDesignRequest {
  const isUsed = (name: string) => mentions(design, name);
  return {
    formula: design,
    comparison,
    blocking: blocking ?? [],
    factors: factors.filter(isUsed),
    numeric: numeric.filter(isUsed),
    references: Object.fromEntries(Object.entries(references).filter(([name]) => isUsed(name))),
  };
}
