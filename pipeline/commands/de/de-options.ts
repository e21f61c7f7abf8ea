import type { Contrast } from '../../../src/design/contrast.ts';
import { Fault } from '../../../src/fault.ts';
import type { OptionValues } from '../../study/options/option-values.ts';

type DeFlags = OptionValues<'de'>;

/** The comparison that the flags ask for, undefined where they leave it to R's choice; a `Fault` where they ask for several. */
export function readComparison({ contrast, coef, coefList, listWeights, weights }: DeFlags): Contrast | undefined {
  const given = { '--contrast': contrast, '--coef': coef, '--coef-list': coefList, '--weights': weights };
  const named = Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
  if (named.length > 1) {
    throw new Fault({
      code: 'COMPARISON_AMBIGUOUS',
      message: 'Only one comparison can be asked for at a time.',
      option: 'contrasts',
      file: named[1],
      found: named.join(' and '),
      expected: 'one of --contrast, --coef, --coef-list and --weights',
      hint: 'Drop all but one, and run once for each comparison.',
    });
  }
  if (listWeights !== undefined && coefList === undefined) {
    throw badFlag('list_weights', '--list-weights', listWeights.join(','), '--coef-list beside it');
  }
  if (contrast !== undefined) return { kind: 'levels', ...contrast };
  if (coef !== undefined) return { kind: 'coefficient', name: coef };
  if (weights !== undefined) return { kind: 'numeric', weights };
  if (coefList === undefined) return undefined;
  const [plus = '', minus = '', ...rest] = coefList.split(':');
  if (rest.length > 0) throw badFlag('coef_list', '--coef-list', coefList, 'A,B or A,B:C,D');
  return { kind: 'lists', plus: names(plus), minus: names(minus), weights: listWeights ?? [1, -1] };
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function badFlag(option: string, flag: string, found: string, expected: string): Fault {
  return new Fault({
    code: 'FLAG_VALUE',
    message: `the value of ${flag} cannot be used`,
    option,
    file: flag,
    found,
    expected,
    hint: 'seedrank de --help explains it.',
  });
}
