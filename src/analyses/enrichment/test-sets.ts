import { type SetTest, setTests } from '../../enrichment/set-tests.ts';
import { cameraRanked } from '../../enrichment/sets/camera-ranked.ts';
import { type GseaResult, gsea, type RunGsea } from '../../enrichment/sets/gsea.ts';
import { overRepresentation } from '../../enrichment/sets/over-representation.ts';
import { type RankedList, rankForSets } from '../../enrichment/sets/ranked-list.ts';
import { groupRedundantSets } from '../../enrichment/sets/redundant-sets.ts';
import { type SetCause, separateSiteEffects } from '../../enrichment/sets/separate-site-effects.ts';
import { Fault } from '../../fault.ts';
import type { MappedSet, SetGenes } from './map-sets.ts';
import { type CountExperiment, cameraOnCounts, fryOnCounts, prepareExperiment, type SetCounts } from './test-counts.ts';

export interface SetTestOptions {
  /** Of the random sets of GSEA. */
  readonly seed: number;
  /** Correlation between the genes of a set that camera assumes. */
  readonly rho: number;
  /** Camera by ranks. */
  readonly rankTest: boolean;
}

/** What is known of the genes beside their statistic, `[genes]` each. */
export interface SetEvidence {
  /** 1 where a gene changes significantly. */
  readonly significant?: Uint8Array | undefined;
  /** 1 where it is a candidate. */
  readonly candidates?: Uint8Array | undefined;
  readonly sites?: SiteEvidence | undefined;
  readonly counts?: SetCounts | undefined;
}

/** What tells sets that sites move from others, `[genes]` each. */
export interface SiteEvidence {
  /** log2 fold change, not shrunken; NaN where a gene was not tested. */
  readonly change: Float64Array;
  /** Sites of the miRNA in the 3' UTR; NaN where that is not known. */
  readonly count: Float64Array;
  /** Mean expression; NaN where that is not known. */
  readonly expression: Float64Array;
}

/** Which sets are direct and which downstream, `[sets]` each. */
export interface SetSites {
  readonly genes: Int32Array;
  readonly directShift: Float64Array;
  readonly downstreamShift: Float64Array;
  readonly directP: Float64Array;
  readonly downstreamP: Float64Array;
  readonly labels: readonly SetCause[];
}

/** `[sets]` each; a test that was not made is absent. */
export interface SetResults {
  readonly ranked: RankedList;
  /** Where there are counts. */
  readonly onCounts?: CountExperiment | undefined;
  /** The test that sets are ordered by. */
  readonly first: SetTest;
  readonly camera?: { readonly t: Float64Array; readonly p: Float64Array } | undefined;
  readonly fry?: { readonly p: Float64Array } | undefined;
  readonly ora?: Overlaps | undefined;
  readonly candidates?: Overlaps | undefined;
  readonly gsea?: GseaResults | undefined;
  /** The strongest set of the group that each is in; with `gsea`. */
  readonly groups?: Int32Array | undefined;
  readonly sites?: SetSites | undefined;
  readonly notes: readonly string[];
}

interface Overlaps {
  readonly overlap: Int32Array;
  readonly p: Float64Array;
}

interface GseaResults {
  readonly es: Float64Array;
  readonly nes: Float64Array;
  readonly p: Float64Array;
  readonly log2Error: Float64Array;
  /** Rows of genes, the most extreme first. */
  readonly leadingEdges: readonly ArrayLike<number>[];
}

/**
 * Tests sets in all ways that are asked for, by default in all that can be made: fry needs counts, over-representation a
 * decision which genes changed. A test that cannot be made and is asked for is a {@link Fault}.
 */
export async function testSets(
  sets: readonly MappedSet[],
  genes: SetGenes,
  evidence: SetEvidence,
  tests: readonly SetTest[] | undefined,
  options: SetTestOptions,
  runGsea: RunGsea = gsea,
): Promise<SetResults> {
  const chosen = tests ?? setTests.filter((test) => lackOf(test, evidence) === undefined);
  for (const test of chosen) {
    const lack = lackOf(test, evidence);
    if (lack !== undefined) throw notPossible(test, lack, genes.file);
  }
  const rows = sets.map((set) => set.rows);
  const ranked = rankForSets(genes.statistic, genes.ids);
  const isTested = Uint8Array.from(genes.statistic, (value) => (Number.isNaN(value) ? 0 : 1));
  const isChosen = (test: SetTest) => chosen.includes(test);
  const overlaps = (choice: Uint8Array | undefined): Overlaps | undefined => {
    if (choice === undefined || !isChosen('ora')) return undefined;
    const found = overRepresentation(rows, isTested, choice);
    return { overlap: Int32Array.from(found, ({ overlap }) => overlap), p: numbersOf(found, ({ p }) => p) };
  };
  const { counts } = evidence;
  const onCounts = counts && prepareExperiment(counts, sets, genes.ids);
  const results = {
    ranked,
    onCounts,
    first: chosen[0]!,
    camera: isChosen('camera')
      ? onCounts === undefined
        ? cameraOnStatistic(genes.statistic, rows, options)
        : cameraOnCounts(onCounts, options)
      : undefined,
    fry: isChosen('fry') ? fryOnCounts(onCounts!) : undefined,
    ora: overlaps(evidence.significant),
    candidates: overlaps(evidence.candidates),
    gsea: isChosen('gsea') ? gseaValues(await runGsea(ranked, rows, { seed: options.seed })) : undefined,
    sites: evidence.sites && separate(evidence.sites, rows, options.rho),
  };
  const tied = `${(100 * ranked.tiedShare).toFixed(1)} % of ${ranked.genes} genes have the statistic of another`;
  return {
    ...results,
    groups: results.gsea && groupsOf(results.gsea.leadingEdges, pOf(results)),
    notes: [
      ...(onCounts?.notes ?? []),
      ...(isChosen('gsea') ? [`gsea: seed ${options.seed}; ${tied}, and stand in the order of their ids`] : []),
    ],
  };
}

/** The p-values of the test that sets are ordered by. */
export function pOf({ first, camera, fry, ora, gsea: scores }: Pick<SetResults, 'first' | SetTest>): Float64Array {
  return { camera: camera?.p, fry: fry?.p, ora: ora?.p, gsea: scores?.p }[first]!;
}

function cameraOnStatistic(statistic: Float64Array, rows: readonly Int32Array[], { rho, rankTest }: SetTestOptions) {
  const found = cameraRanked(statistic, rows, { correlation: rho, useRanks: rankTest });
  return { t: numbersOf(found, ({ t }) => t), p: numbersOf(found, ({ p }) => p) };
}

function gseaValues(found: readonly GseaResult[]): GseaResults {
  return {
    es: numbersOf(found, ({ es }) => es),
    nes: numbersOf(found, ({ nes }) => nes),
    p: numbersOf(found, ({ p }) => p),
    log2Error: numbersOf(found, ({ log2Error }) => log2Error),
    leadingEdges: found.map(({ leadingEdge }) => leadingEdge),
  };
}

/**
 * Sets told apart by what moves them, at 5 % wrong labels. A set with fewer sites than the other genes moves against them for
 * want of sites: nothing of its own moves it by sites, and it is not called direct.
 */
function separate({ change, count, expression }: SiteEvidence, rows: readonly Int32Array[], rho: number): SetSites {
  const known = expression.some((mean, row) => Number.isNaN(mean) && !Number.isNaN(change[row]!))
    ? undefined
    : expression;
  const found = separateSiteEffects({ statistic: change, siteCount: count, expression: known }, rows, {
    correlation: rho,
  });
  const searched = count.filter((sites, row) => !Number.isNaN(sites) && !Number.isNaN(change[row]!));
  const share = searched.filter((sites) => sites > 0).length / searched.length;
  return {
    genes: Int32Array.from(found, ({ withSites }) => withSites),
    directShift: numbersOf(found, ({ bySites }) => bySites.shift),
    downstreamShift: numbersOf(found, ({ withoutSites }) => withoutSites.shift),
    directP: numbersOf(found, ({ bySites }) => bySites.p),
    downstreamP: numbersOf(found, ({ withoutSites }) => withoutSites.p),
    labels: found.map(({ cause, withSites, size }) =>
      withSites / size > share
        ? cause
        : (({ direct: 'neither', both: 'downstream' } as const)[cause as 'direct'] ?? cause),
    ),
  };
}

/** [sets]: the strongest set of the group of each. */
function groupsOf(leadingEdges: GseaResults['leadingEdges'], p: Float64Array): Int32Array {
  const strongestOf = new Int32Array(p.length);
  for (const { strongest, members } of groupRedundantSets(leadingEdges, p)) {
    for (const member of members) strongestOf[member] = strongest;
  }
  return strongestOf;
}

/** What a test needs that is not there, in words; undefined where nothing is lacking. */
function lackOf(test: SetTest, { significant, counts }: SetEvidence): string | undefined {
  if (test === 'fry' && counts === undefined) return 'the counts of a study (gene_sets: in the study file)';
  if (test === 'ora' && significant === undefined) return 'a result table, which says which genes change significantly';
  return undefined;
}

function notPossible(test: SetTest, lack: string, file: string): Fault {
  return new Fault({
    code: 'SETS_TEST',
    message: `${test} cannot be made here`,
    option: 'set_tests',
    file,
    found: test,
    expected: lack,
    hint: 'Leave it out of --tests.',
  });
}

function numbersOf<Result>(results: readonly Result[], value: (result: Result) => number): Float64Array {
  return Float64Array.from(results, value);
}
