import { Fault } from '../../src/fault.ts';
import type { StudyFile } from './schema/study-schema.ts';
import type { StudyContrast } from './study.ts';
import type { Place } from './yaml-source.ts';

/** All miRNAs that were perturbed in a study, each name once; undefined where none is named. */
export function allMirnas(
  contrasts: readonly StudyContrast[],
  usual: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!contrasts.some(({ mirna }) => mirna !== undefined)) return usual;
  return [...new Set(contrasts.flatMap(({ mirna = usual ?? [] }) => mirna))];
}

/** The contrasts with their miRNAs, where one has its own; as they are otherwise. */
export function withMirnas(
  contrasts: readonly StudyContrast[],
  usual: readonly string[] | undefined,
): readonly StudyContrast[] {
  if (!contrasts.some(({ mirna }) => mirna !== undefined)) return contrasts;
  return contrasts.map((contrast) => ({ ...contrast, mirna: contrast.mirna ?? usual }));
}

/** Where one contrast names its miRNA all must have one, and contrasts that are ranked together must have the same. */
export function checkMirnas(
  { mirna: usual, combine = [] }: Pick<StudyFile, 'mirna' | 'combine'>,
  contrasts: readonly StudyContrast[],
  place: Place,
): void {
  const own = withMirnas(contrasts, usual);
  if (own === contrasts) return;
  const without = own.find(({ mirna }) => mirna === undefined);
  if (without !== undefined) {
    throw new Fault({
      code: 'CONTRAST_NO_MIRNA',
      message: `other contrasts name their miRNA, ${without.id} does not`,
      ...place,
      found: own.map(({ id, mirna = [] }) => `${id}: ${mirna.join(', ') || 'none'}`).join('; '),
      expected: 'a `mirna` for each contrast, or one of the study for those without',
      hint: 'name the miRNA of the contrast',
    });
  }
  const joined = own.filter(({ id }) => combine.includes(id));
  const [first] = joined;
  const other = joined.find(({ mirna = [] }) => mirna.join() !== first?.mirna?.join());
  if (first === undefined || other === undefined) return;
  throw new Fault({
    code: 'COMBINE_DIFFERENT_MIRNAS',
    message: 'contrasts of different miRNAs cannot be ranked together',
    ...place,
    found: `${first.id}: ${first.mirna?.join(', ')}; ${other.id}: ${other.mirna?.join(', ')}`,
    expected: 'contrasts of one miRNA in `combine`',
    hint: 'combine over-expression and inhibition of one miRNA',
  });
}
