import { type Option, studyCommands } from './option.ts';

const shared = { key: true, commands: [...studyCommands, 'de'], group: 'Design and contrasts' } as const;
/** In a study a contrast has these as keys of its own. */
const ofContrast = { commands: ['de'], group: 'Design and contrasts' } as const;

/** The model of the samples, and what is compared. */
export const designOptions = {
  design: {
    ...shared,
    required: ['de'],
    type: 'text',
    placeholder: 'FORMULA',
    help: "model of the samples in R's notation: '~ batch + condition'",
    otherwise: 'with a contrasts file: blocking + variable',
    helpIn: { de: "R formula, for example '~ batch + condition'" },
  },
  contrasts: {
    ...shared,
    repeats: studyCommands,
    type: 'contrasts',
    placeholder: 'VARIABLE,TARGET,REFERENCE',
    flag: 'contrast',
    help: 'comparison to make, positive fold changes being higher in TARGET; repeat the flag for more',
    helpIn: { de: 'compare two levels, positive fold changes being higher in TARGET' },
  },
  contrasts_file: {
    ...shared,
    commands: studyCommands,
    type: 'file',
    flag: 'contrasts',
    help: 'contrasts as nf-core/differentialabundance writes them, CSV, TSV or YAML, in place of `contrasts`',
  },
  coef: {
    ...ofContrast,
    type: 'text',
    placeholder: 'NAME',
    help: 'test one coefficient; in a study: `contrasts: [{ coef: NAME }]`',
    otherwise: 'the last',
  },
  coef_list: {
    ...ofContrast,
    type: 'text',
    placeholder: 'A,B[:C,D]',
    help: 'test the sum of coefficients, less the sum of those after the colon; in a study `coef_list` and `coef_list_less`',
  },
  list_weights: {
    ...ofContrast,
    type: 'numbers',
    length: 2,
    placeholder: 'W,W',
    help: 'what a coefficient before and after the colon counts',
    otherwise: '1,-1',
  },
  weights: {
    ...ofContrast,
    type: 'numbers',
    placeholder: 'W,...',
    help: 'test a weighted sum of all coefficients; in a study: `contrasts: [{ id: NAME, weights: [...] }]`',
  },
  references: {
    ...shared,
    type: 'levels',
    placeholder: 'VAR=LEVEL,...',
    flag: 'reference',
    help: 'reference level of factors',
    otherwise: 'that of the contrast, else the first in sorting order',
    helpIn: { de: 'reference level of factors, in place of the first in sorting order' },
  },
  factors: {
    ...shared,
    type: 'list',
    placeholder: 'VAR,...',
    flag: 'factor',
    help: 'variables whose numbers are labels',
  },
  numeric: {
    ...shared,
    type: 'list',
    placeholder: 'VAR,...',
    help: 'variables that must be numbers; a label among them is refused',
  },
} as const satisfies Record<string, Option>;
