import { parseSync } from 'rolldown/experimental';
import { describe, expect, it } from 'vitest';
import { readSources } from './source-graph.ts';
import { type Syntax, walkSyntax } from './walk-syntax.ts';

/** What every engine of JavaScript computes to the same bits: ECMAScript leaves the rest of `Math` to the engine. */
const exactByStandard = new Set(
  'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs ceil clz32 floor fround imul max min random round sign sqrt trunc'.split(
    ' ',
  ),
);

/** Files that decide no byte of a result. */
const elsewhere: readonly { readonly files: RegExp; readonly because: string }[] = [
  { files: /\/assembly\//, because: 'AssemblyScript brings its own Math, compiled into the kernel' },
  { files: /^src\/report\/client\//, because: 'the open page draws with it and writes no file' },
  { files: /^pipeline\/commands\/clean\/run-clean\.ts$/, because: 'it prints sizes of files' },
];

/** Powers of 2 with a whole exponent that is no number in the text: every engine has them exactly. */
const wholePowersOfTwo: Readonly<Record<string, readonly string[]>> = {
  'src/design/model-matrix.ts': ['2 ** variable', '2 ** i'],
  'src/design/formula.ts': ['2 ** index'],
  'src/analyses/describe-design.ts': [
    '2 ** i',
    '2 ** covariates.findIndex(({ name }) => name === comparison.variable)',
  ],
  'src/genes/name-index.ts': ['2 ** Math.ceil(math.log2(text.length / 8 + 2))'],
  'src/stats/ranks/signed-rank.ts': ['2 ** n'],
  'src/enrichment/seeds/word-codes.ts': ['4 ** length'],
  'src/mirna/duplex/duplex-helix-tables.ts': ['4 ** size'],
};

/** The places of a file whose last digits the engine would decide. */
function findEngineMath(path: string, text: string): string[] {
  const found: string[] = [];
  const report = (node: Syntax): void => {
    const part = text.slice(node.start as number, node.end as number);
    if (!wholePowersOfTwo[path]?.includes(part)) found.push(`${path}: ${part}`);
  };
  walkSyntax(parseSync(path, text).program, (node, above) => {
    if (node.type === 'Identifier' && node.name === 'Math') {
      const user = above[0] as Syntax;
      const property = user.type === 'MemberExpression' ? (user.property as Syntax) : undefined;
      if (property === undefined || user.computed || !exactByStandard.has(property.name as string)) report(user);
    }
    if (node.type === 'BinaryExpression' && node.operator === '**' && !isExactPower(node)) report(node);
    if (node.type === 'AssignmentExpression' && node.operator === '**=') report(node);
  });
  return found;
}

/** A square, which is one product; a power of 2 whose exponent is written as a whole number; a power of whole numbers of any size. */
function isExactPower({ left, right }: Syntax): boolean {
  const [base, exponent] = [literalOf(left as Syntax), literalOf(right as Syntax)];
  if (exponent === 2 || typeof base === 'bigint') return true;
  return base === 2 && Number.isInteger(exponent);
}

function literalOf({ type, value, operator, argument }: Syntax): unknown {
  if (type === 'UnaryExpression' && operator === '-') return -(literalOf(argument as Syntax) as number);
  return type === 'Literal' ? value : undefined;
}

const judged = [...readSources('src', 'pipeline').values()].filter(
  ({ path }) => !path.endsWith('.d.ts') && !elsewhere.some(({ files }) => files.test(path)),
);

describe('results have the same bytes in every engine', () => {
  it('because functions that engines round as they like come from src/stats/math/portable.ts', () => {
    expect(judged.length).toBeGreaterThan(500);
    expect(judged.flatMap(({ path, text }) => findEngineMath(path, text))).toEqual([]);
  });

  it.each([
    ['a logarithm', 'export const x = Math.log(2);', 'Math.log'],
    ['a function handed on', 'export const y = [1].map(Math.exp);', 'Math.exp'],
    ['a name that is taken apart', 'const { log } = Math; export const y = log(2);', '{ log } = Math'],
    ['a computed name', "export const y = Math['cos'](1);", "Math['cos']"],
    ['a cube', 'export const y = (x: number) => x ** 3;', 'x ** 3'],
    ['a root', 'export const y = (x: number) => x ** 0.5;', 'x ** 0.5'],
    ['a power of 2', 'export const y = (x: number) => 2 ** x;', '2 ** x'],
    ['an assignment', 'export let x = 2; x **= 2;', 'x **= 2'],
  ])('and would be refused with %s', (_, text, named) => {
    expect(findEngineMath('src/planted.ts', text)).toEqual([`src/planted.ts: ${named}`]);
  });

  it.each(['x ** 2', '2 ** -52', '2 ** 31', '10n ** k', 'Math.sqrt(x)', 'Math.PI'])('but not with %s', (part) => {
    expect(findEngineMath('src/planted.ts', `export const y = (x: number, k: bigint) => ${part};`)).toEqual([]);
  });

  it('with a list of exceptions in which nothing is left over', () => {
    const texts = new Map(judged.map(({ path, text }) => [path, text]));
    for (const [path, parts] of Object.entries(wholePowersOfTwo))
      for (const part of parts) expect(texts.get(path), `${part} in ${path}`).toContain(part);
  });
});
