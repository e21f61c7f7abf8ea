import { describe, expect, it } from 'vitest';
import { type EdgerAnalysis, edgerExact, edgerLRT, edgerQLLegacy } from '../../src/engines/edger/edger.ts';
import { edgerColumns } from '../../src/engines/edger/result-columns.ts';
import { type Comparator, compareWith } from '../golden/edger/compare.ts';
import { MISALIGNED_TREAT } from '../golden/edger/misaligned-treat.ts';
import { comparisons, loadOracle, presentOracles, whyAbsent } from '../golden/edger/oracle.ts';

const LIMIT = 1e-6;
const NEAR_ZERO = { floor: 1e-3 };

/** A column of the result table, the genes left out taken out. */
function keptColumn(analysis: EdgerAnalysis, name: string): Float64Array {
  const values = edgerColumns(analysis).get(name) as Float64Array;
  return Float64Array.from(analysis.study.prepared.kept, (gene) => values[gene]!);
}

function checkMask(analysis: EdgerAnalysis, expected: Float64Array): void {
  const columns = edgerColumns(analysis);
  const kept = (columns.get('left_out') as string[]).map((reason) => Number(reason === 'NA'));
  expect(kept).toEqual([...expected]);
  expect(Array.from(columns.get('logCPM') as Float64Array, (value) => Number(!Number.isNaN(value)))).toEqual(kept);
}

describe(`edgeR 3.40.2: from counts to tables${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const { counts, sampleIds, geneIds, samples, question, meta } = oracle;
    const input = { counts, sampleIds, geneIds, samples };
    const [{ prefix, contrast }] = comparisons(oracle) as [ReturnType<typeof comparisons>[number]];
    const table = oracle.table(`${prefix}ql340_test`);
    const options = { ...question, contrast };
    const check = (what: string, analysis: EdgerAnalysis, ...pairs: [string, string][]) => {
      const { hold }: Comparator = compareWith(`${name} ${what}`, table);
      for (const [ours, theirs] of pairs) {
        const isP = /PValue|FDR/.test(ours);
        hold(ours, keptColumn(analysis, ours), theirs, LIMIT, isP ? {} : NEAR_ZERO);
      }
    };
    const legacy = edgerQLLegacy(input, options);
    const masks = oracle.table('filter');
    checkMask(legacy, meta.filtered ? masks.column('keep_design') : masks.column('keep_design').fill(1));
    check('QL', legacy, ['F', 'F'], ['PValue', 'PValue'], ['FDR', 'FDR']);
    if (contrast.length === 1) check('QL', legacy, ['logFC', 'logFC']);
    if (name === 'airway') return;
    check('LRT', edgerLRT(input, options), ['LR', 'LR'], ['PValue', 'PValue_LRT']);
    check('QL robust', edgerQLLegacy(input, { ...options, robust: true }), ['PValue', 'PValue_robust']);
    if (contrast.length > 1) return;
    const treat = edgerQLLegacy(input, { ...options, treat: meta.treat_lfc });
    const { hold } = compareWith(`${name} treat`, table);
    const except = MISALIGNED_TREAT.edger3[name] ?? [];
    hold('PValue', keptColumn(treat, 'PValue'), 'PValue_treat_QL', LIMIT, { except });
    hold('unshrunk.logFC', keptColumn(treat, 'unshrunk.logFC'), 'unshrunk_logFC', LIMIT, NEAR_ZERO);
  });
});

const ofOneFactor = presentOracles.filter((name) => /^~\s*(0\s*\+\s*)?\w+$/.test(loadOracle(name).meta.design));

describe(`edgeR 3.40.2: exact test from counts to tables${whyAbsent}`, () => {
  it.each(ofOneFactor)('%s', (name) => {
    const oracle = loadOracle(name);
    const { counts, sampleIds, geneIds, samples, question, meta } = oracle;
    const [reference, target] = meta.exact_pair;
    const variable = meta.design.match(/\w+$/)![0];
    const contrast = { kind: 'levels', variable, target, reference } as const;
    const analysis = edgerExact({ counts, sampleIds, geneIds, samples }, { ...question, contrast });
    checkMask(analysis, oracle.table('filter').column('keep_group'));
    const { hold } = compareWith(`${name} exact`, oracle.table('exact'));
    hold('logFC', keptColumn(analysis, 'logFC'), 'logFC', LIMIT, NEAR_ZERO);
    hold('logCPM', keptColumn(analysis, 'logCPM'), 'AveLogCPM', LIMIT);
    hold('PValue', keptColumn(analysis, 'PValue'), 'PValue', LIMIT);
  });
});
