import type { Contrast } from '../../../src/design/contrast.ts';
import type { Deseq2Options } from '../../../src/engines/deseq2/deseq2.ts';
import { Fault } from '../../../src/fault.ts';

/** What `seedrank de` was asked, as commander parsed it. */
export interface DeFlags {
  readonly counts: string;
  readonly samples: string;
  readonly design: string;
  readonly lengths?: string;
  readonly transcriptGenes?: string;
  readonly out: string;
  readonly reference?: string;
  readonly factor?: string;
  readonly contrast?: string;
  readonly coef?: string;
  readonly coefList?: string;
  readonly listWeights?: string;
  readonly weights?: string;
  readonly test?: string;
  readonly reduced?: string;
  readonly useT?: boolean;
  readonly fitType?: string;
  readonly sizeFactors?: string;
  readonly controlGenes?: string;
  readonly normalizationFactors?: string;
  readonly minReplicates?: string;
  readonly cooks?: string;
  readonly lfcThreshold?: string;
  readonly alternative?: string;
  readonly alpha?: string;
  readonly independentFiltering?: string;
  readonly filter?: string;
  readonly pAdjust?: string;
  readonly shrink?: string;
  readonly rows?: string;
  readonly sizeFactorsOut?: string;
  readonly normalizedOut?: string;
  readonly vstOut?: string;
  readonly rlogOut?: string;
  readonly threads?: string;
}

const SIZE_FACTOR_TYPES = ['ratio', 'poscounts', 'iterate'] as const;

/** The options that the flags stand for, those from files aside; throws a `Fault` that names the flag at fault. */
export function readDeOptions(flags: DeFlags): Deseq2Options {
  const off = flags.minReplicates === 'off';
  return {
    design: flags.design,
    references: flags.reference === undefined ? undefined : parseAssignments('--reference', flags.reference),
    factors: flags.factor === undefined ? undefined : names(flags.factor),
    contrast: parseComparison(flags),
    test: oneOf('--test', flags.test, ['wald', 'lrt']),
    reduced: flags.reduced,
    useT: flags.useT,
    fitType: oneOf('--fit-type', flags.fitType, ['parametric', 'local', 'mean']),
    sizeFactorType: SIZE_FACTOR_TYPES.find((type) => type === flags.sizeFactors),
    minReplicatesForReplace: off ? Number.POSITIVE_INFINITY : number('--min-replicates', flags.minReplicates),
    cooksCutoff: parseCooks(flags.cooks),
    lfcThreshold: number('--lfc-threshold', flags.lfcThreshold),
    alternative: oneOf('--alternative', flags.alternative, ['greaterAbs', 'lessAbs', 'greater', 'less']),
    alpha: number('--alpha', flags.alpha),
    independentFiltering: oneOf('--independent-filtering', flags.independentFiltering, ['on', 'off']) !== 'off',
    pAdjust: oneOf('--p-adjust', flags.pAdjust, ['BH', 'BY', 'holm', 'bonferroni', 'none']),
    shrink: oneOf('--shrink', flags.shrink, ['none', 'apeglm', 'normal']),
  };
}

/** The file of size factors, where `--size-factors` names one. */
export function sizeFactorFile({ sizeFactors }: DeFlags): string | undefined {
  return SIZE_FACTOR_TYPES.some((type) => type === sizeFactors) ? undefined : sizeFactors;
}

function parseComparison({ contrast, coef, coefList, listWeights, weights }: DeFlags): Contrast | undefined {
  const given = Object.entries({
    '--contrast': contrast,
    '--coef': coef,
    '--coef-list': coefList,
    '--weights': weights,
  });
  const named = given.filter(([, value]) => value !== undefined).map(([flag]) => flag);
  if (named.length > 1) {
    throw new Fault({
      code: 'COMPARISON_AMBIGUOUS',
      message: 'Only one comparison can be asked for at a time.',
      found: named.join(' and '),
      expected: 'one of --contrast, --coef, --coef-list and --weights',
      hint: 'Drop all but one, and run once for each comparison.',
    });
  }
  if (listWeights !== undefined && coefList === undefined) {
    throw badFlag('--list-weights', listWeights, '--coef-list beside it', 'Give the coefficients that they weigh.');
  }
  if (contrast !== undefined) {
    const [variable, target, reference, ...rest] = names(contrast);
    if (variable && target && reference && rest.length === 0) return { kind: 'levels', variable, target, reference };
    throw badFlag('--contrast', contrast, 'variable,target,reference', 'Write for example condition,mir9,control.');
  }
  if (coef !== undefined) return { kind: 'coefficient', name: coef };
  if (weights !== undefined) return { kind: 'numeric', weights: numbers('--weights', weights) };
  if (coefList === undefined) return undefined;
  const [plus = '', minus = '', ...rest] = coefList.split(':');
  if (rest.length > 0) throw badFlag('--coef-list', coefList, 'A,B or A,B:C,D', 'Use one colon.');
  const [first = 1, second = -1, ...more] = listWeights === undefined ? [] : numbers('--list-weights', listWeights);
  if (more.length > 0) throw badFlag('--list-weights', listWeights ?? '', 'two numbers', 'Write for example 0.5,-0.5.');
  return { kind: 'lists', plus: names(plus), minus: names(minus), weights: [first, second] };
}

function parseAssignments(flag: string, text: string): Record<string, string> {
  return Object.fromEntries(
    names(text).map((part) => {
      const at = part.indexOf('=');
      if (at < 1 || at === part.length - 1) {
        throw badFlag(flag, part, 'variable=level', 'Write for example condition=control,batch=b1.');
      }
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
}

function parseCooks(text: string | undefined): number | false | undefined {
  if (text === undefined || text === 'on') return undefined;
  return text === 'off' ? false : number('--cooks', text);
}

function number(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && !Number.isNaN(value)) return value;
  throw badFlag(flag, text, 'a number', 'Write a number with a decimal point, for example 0.05.');
}

function numbers(flag: string, text: string): number[] {
  return text.split(',').map((part) => number(flag, part)!);
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function oneOf<T extends string>(flag: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw badFlag(flag, text, choices.join(', '), `Use one of ${choices.join(', ')}.`);
}

function badFlag(flag: string, found: string, expected: string, hint: string): Fault {
  return new Fault({
    code: 'FLAG_VALUE',
    message: `The value of ${flag} cannot be used.`,
    file: flag,
    found,
    expected,
    hint,
  });
}
