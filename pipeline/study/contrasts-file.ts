import { makeName } from '../../src/design/make-names.ts';
import { Fault } from '../../src/fault.ts';
import { contrastsOfYaml, readContrastSheet, type SheetContrast } from '../../src/formats/sheets/contrast-sheet.ts';
import type { Effect } from '../../src/ranking/changes/effect.ts';
import { safeName } from '../../src/text/safe-names.ts';
import { openInput } from '../files/open-input.ts';
import { mentions } from './mentions.ts';
import type { StudyContrast } from './study.ts';
import { readYaml } from './yaml-source.ts';

/**
 * Reads the contrasts of nf-core/differentialabundance, a table or YAML. The design of a comparison of levels is that of
 * the study, if it has one, else its blocking factors and its variable; a formula is a design of its own.
 */
export async function readContrastsFile(
  file: string,
  design: string | undefined,
  effect: Effect,
): Promise<StudyContrast[]> {
  const contrasts = /\.ya?ml$/i.test(file)
    ? contrastsOfYaml((await readYaml(file)).values, file)
    : await readContrastSheet(openInput(file));
  return contrasts.map((contrast) => ({
    ...toStudyContrast(contrast, file, design),
    effect,
    ...(contrast.mirna !== undefined && { mirna: contrast.mirna }),
  }));
}

function toStudyContrast(
  contrast: SheetContrast,
  file: string,
  design: string | undefined,
): Omit<StudyContrast, 'effect'> {
  const id = safeName(contrast.id);
  const exclude = contrast.exclude ? { ...contrast.exclude, column: makeName(contrast.exclude.column) } : null;
  if (contrast.kind === 'formula') {
    const comparison = { kind: 'expression', text: contrast.contrast } as const;
    return { id, design: contrast.formula, comparison, exclude };
  }
  const { target, reference, line } = contrast;
  // The columns of the sheet are called so too.
  const variable = makeName(contrast.variable);
  const blocking = contrast.blocking.map(makeName);
  const absent = design === undefined ? undefined : blocking.find((name) => !mentions(design, name));
  if (absent !== undefined) {
    throw new Fault({
      code: 'CONTRASTS_BLOCKING',
      message: `the contrast ${contrast.id} blocks ${absent}, which the design of the study does not have`,
      file,
      line,
      found: design,
      expected: `~ ${[...blocking, variable].join(' + ')}`,
      hint: 'Add the variable to the design, or leave the design out: it is then made of each contrast.',
    });
  }
  return {
    id,
    design: design ?? `~ ${[...blocking, variable].join(' + ')}`,
    comparison: { kind: 'levels', variable, target, reference },
    exclude,
    blocking,
  };
}
