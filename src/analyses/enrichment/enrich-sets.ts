import {
  isListOfTexts,
  isRecord,
  requireChoice,
  requireLengths,
  requireOptions,
  wrongArgument,
} from '../../arguments.ts';
import type { lostSymbolTable, setTable, skippedSetTable } from '../../artifacts/set-tables.ts';
import type { SetCollection } from '../../enrichment/known-sets/set-collection.ts';
import { type SampleScore, type SetTest, setTests } from '../../enrichment/set-tests.ts';
import type { RunGsea } from '../../enrichment/sets/gsea.ts';
import { Fault } from '../../fault.ts';
import type { GeneSet } from '../../formats/sets/gene-set.ts';
import { findRows, type IdentifyGene, type MappedSet, mapSets, type SetGenes } from './map-sets.ts';
import { type ActivityGene, type SetScoreValues, scoreSamples } from './score-samples.ts';
import { type RunningScoreValues, runningScores, type SetOverlapValues, setOverlaps } from './set-pictures.ts';
import { leadingEdgeSets, lostSymbolValues, orderSets, setValues, skippedSetValues } from './set-values.ts';
import type { CountExperiment } from './test-counts.ts';
import { type SetEvidence, type SetResults, type SetTestOptions, testSets } from './test-sets.ts';

/** How sets are chosen and tested. */
export interface SetOptions extends SetTestOptions {
  /** Tested genes that a set must have and may have at most. */
  readonly minSize: number;
  readonly maxSize: number;
  /** How samples are scored, where there are counts; z-scores by default. */
  readonly sampleScore?: SampleScore | undefined;
  /** A gene that scores are compared with. */
  readonly activity?: string | undefined;
}

/** Gene sets to test, and all that is known of the genes. */
export interface SetQuestion {
  readonly genes: SetGenes;
  /** `[genes]` each. */
  readonly evidence: SetEvidence;
  readonly collections: readonly SetCollection[];
  /** What other names of a gene mean; by default a name means itself alone. */
  readonly identify?: IdentifyGene | undefined;
  /** Undefined: all tests that can be made. */
  readonly tests?: readonly SetTest[] | undefined;
  readonly options: SetOptions;
  /** In this thread by default. */
  readonly runGsea?: RunGsea | undefined;
}

export interface SetAnswer {
  /** `[sets]` those of a size that is tested. */
  readonly sets: readonly MappedSet[];
  readonly results: SetResults;
  readonly notes: readonly string[];
  table(): ReturnType<typeof setTable.parse>;
  leadingEdges(): readonly GeneSet[];
  lostSymbols(): ReturnType<typeof lostSymbolTable.parse>;
  skippedSets(): ReturnType<typeof skippedSetTable.parse>;
  /** Of the first sets, for figures; the pairs only with gsea. */
  runningScores(): RunningScoreValues;
  overlaps(): SetOverlapValues;
  /** Undefined where there are no counts. */
  readonly sampleScores: SetScoreValues | undefined;
}

/** Sets whose running scores are kept, and whose overlaps are. */
const CURVES = 6;
const OVERLAPPING = 40;
/** Sets that are scored in single samples. */
const SCORED = 20;

/** Asks which gene sets change: finds their genes in the table, leaves sets of other sizes out, and tests the others. */
export async function enrichSets(question: SetQuestion): Promise<SetAnswer> {
  requireQuestion(question);
  const { genes, evidence, collections, identify = () => undefined, tests, options, runGsea } = question;
  const { sets: all, lost, renamed } = mapSets(collections, genes, identify);
  const { minSize, maxSize } = options;
  const isTested = ({ rows }: MappedSet) => rows.length >= minSize && rows.length <= maxSize;
  const sets = all.filter(isTested);
  const skipped = all.filter((set) => !isTested(set));
  if (sets.length === 0) throw noneOfSize(all, genes.file, options);
  const results = await testSets(sets, genes, evidence, tests, options, runGsea);
  const geneNames = genes.ids.map((id, row) => genes.symbols?.[row] || id);
  const tested = { sets, results, geneNames };
  const { onCounts } = results;
  const sampleScores =
    onCounts &&
    scoreSamples(
      sets,
      orderSets(tested).slice(0, SCORED),
      onCounts,
      options.sampleScore ?? 'zscore',
      options.activity === undefined ? undefined : findActivityGene(options.activity, genes, identify, onCounts),
    );
  return {
    sets,
    results,
    notes: [
      ...collections.map(({ name, source, sets: { length } }) => `${name}: ${length} sets of ${source}`),
      ...describeMapping(collections, lost.length, renamed),
      ...describeSizes(skipped, options),
      ...results.notes,
      ...(sampleScores === undefined ? [] : [OF_SCORES]),
    ],
    table: () => setValues(tested),
    leadingEdges: () => leadingEdgeSets(tested),
    lostSymbols: () => lostSymbolValues(lost),
    skippedSets: () => skippedSetValues(skipped, minSize),
    runningScores: () => {
      const first = orderSets(tested).slice(0, CURVES);
      return runningScores(
        first.map((set) => sets[set]!),
        results.ranked,
        genes.ids,
        genes.statistic,
      );
    },
    sampleScores,
    overlaps: () => {
      const first = results.gsea === undefined ? [] : orderSets(tested).slice(0, OVERLAPPING);
      return setOverlaps(
        first.map((set) => sets[set]!),
        first.map((set) => results.gsea!.leadingEdges[set]!),
      );
    },
  };
}

/** Throws a `Fault` for values that are not of the same genes. */
function requireQuestion({ genes, collections, tests = [], options, ...question }: SetQuestion): void {
  if (!isRecord(genes) || !isListOfTexts(genes.ids) || genes.ids.length === 0)
    throw wrongArgument('There are no genes.', genes, '`genes`: { file, ids, statistic, symbols?, weight? }');
  const { ids, symbols, statistic, weight } = genes;
  requireLengths({ statistic }, ids.length, 'genes', { symbols, weight });
  const { significant, candidates, sites } = question.evidence ?? {};
  requireLengths({ ...sites }, ids.length, 'genes', { significant, candidates });
  if (!Array.isArray(collections) || collections.length === 0)
    throw wrongArgument('There are no sets.', collections, '`collections`: as `gatherCollections` gives them');
  for (const test of tests) requireChoice('tests', test, setTests);
  requireOptions(options, '{ minSize, maxSize, seed, rho, rankTest }');
}

const OF_SCORES =
  'scores of samples tell of the expression of the genes of a set, not of the activity of a pathway; in bulk tissue the targets of YAP follow the share of stroma';

function findActivityGene(
  name: string,
  genes: SetGenes,
  identify: IdentifyGene,
  { rowOf }: CountExperiment,
): ActivityGene {
  const { row } = findRows(genes, identify)(name);
  const expressed = row === undefined ? undefined : rowOf(genes.ids[row]!);
  if (row !== undefined && expressed !== undefined)
    return { name: genes.symbols?.[row] || genes.ids[row]!, row: expressed };
  throw new Fault({
    code: 'SETS_ACTIVITY_GENE',
    message:
      row === undefined
        ? 'the gene to compare scores with is not in the table'
        : 'the gene to compare scores with is hardly expressed',
    option: 'activity',
    file: genes.file,
    found: name,
    expected: 'a gene that filterByExpr keeps, by id, symbol or a former name of its own',
    hint: 'Correct the name, or leave `activity` out.',
  });
}

function describeMapping(collections: readonly SetCollection[], lost: number, renamed: number): string[] {
  const all = collections.reduce((sum, { symbols }) => sum + symbols.length, 0);
  const other = renamed > 0 ? `, ${renamed} of them under another name of the gene` : '';
  return [`${all - lost} of ${all} symbols of the sets are among the tested genes${other}`];
}

function describeSizes(skipped: readonly MappedSet[], { minSize, maxSize }: SetOptions): string[] {
  const small = skipped.filter(({ rows }) => rows.length < minSize).length;
  const large = skipped.length - small;
  if (skipped.length === 0) return [];
  return [`not tested: ${small} sets with fewer than ${minSize} tested genes, ${large} with more than ${maxSize}`];
}

function noneOfSize(sets: readonly MappedSet[], file: string, { minSize, maxSize }: SetOptions): Fault {
  const sizes = sets.map(({ rows }) => rows.length);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return new Fault({
    code: 'SETS_SIZES',
    message: 'no set has a number of tested genes that is asked for',
    option: 'set_min',
    file,
    found: `${sets.length} sets, the largest with ${largest} tested genes`,
    expected: `sets with ${minSize} to ${maxSize} tested genes`,
    hint: 'Widen --min-size and --max-size (set_min and set_max in a study), or give larger sets.',
  });
}
