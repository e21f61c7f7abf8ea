import { isRecord, requireChoice, requireLengths, requireRows, wrongArgument } from '../../arguments.ts';
import type { KeptVerdict } from '../../artifacts/json-files.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import { requireResults } from '../../engines/require-results.ts';
import { type FamilyResult, scanFamilies } from '../../enrichment/seeds/family-scan.ts';
import { scanRankedWords } from '../../enrichment/seeds/ranked-words.ts';
import { searchFamilies } from '../../enrichment/seeds/search-families.ts';
import { seedVerdict } from '../../enrichment/seeds/seed-verdict.ts';
import { familyOfWords } from '../../enrichment/seeds/seed-words.ts';
import { utrTraits } from '../../enrichment/seeds/utr-traits.ts';
import type { WordScan } from '../../enrichment/seeds/word-landscape.ts';
import { groupByFamily, loadCandidateMirnas } from '../../mirna/families/families.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { fitBackgroundTrend } from '../../ranking/changes/background-trend.ts';
import { type Effect, effects } from '../../ranking/changes/effect.ts';
import type { SetMovement } from '../../ranking/shift/set-movement.ts';
import * as math from '../../stats/math/portable.ts';
import { describeSlopes } from '../ranking/describe-fits.ts';
import type { FamilySites } from './family-sites.ts';
import {
  type FamilyValues,
  familyValues,
  type LandscapeValues,
  landscapeValues,
  type WordValues,
  wordValues,
} from './seed-values.ts';
import { soughtMovement } from './sought-movement.ts';

/**
 * The families that are tried, by the sites of 7 and 8 nt in the 3' UTRs of the genes: those of the perturbed miRNAs, of
 * further given ones, and the built-in ones of the species (`loadCandidateMirnas`).
 *
 * @param sequences [genes]
 * @param gc [genes] share of G and C of each, NaN where there is no sequence; told from the sequences if it is not given
 */
export async function familySites(
  sequences: readonly (Uint8Array | undefined)[],
  perturbed: readonly Mirna[],
  given: readonly Mirna[],
  gc?: Float64Array | undefined,
): Promise<{ readonly sites: FamilySites; readonly notes: readonly string[] }> {
  const { utrLength, utrGc } = utrTraits(sequences, gc);
  const { mirnas, note } = await loadCandidateMirnas(perturbed);
  const families = searchFamilies(groupByFamily([...perturbed, ...given, ...mirnas]), sequences);
  return {
    sites: { families, traits: [utrLength, utrGc], drift: { utrLength, utrGc }, sequences },
    notes: note === undefined ? [] : [note],
  };
}

export interface SeedQuestion {
  readonly results: GeneResults;
  readonly sites: FamilySites;
  /** The perturbed ones; none where they are not known. */
  readonly mirnas: readonly Mirna[];
  readonly effect: Effect;
}

export interface SeedAnswer {
  readonly families: readonly FamilyResult[];
  readonly scans: readonly WordScan[];
  readonly familyOf: ReadonlyMap<string, string>;
  readonly verdict: KeptVerdict;
  /** What changes were corrected for. */
  readonly notes: readonly string[];
  /**
   * Whether genes with sites of the perturbed miRNAs moved as a set, as a ranking judges it; undefined where none is named, or
   * their sites are not known.
   */
  movement(): SetMovement | undefined;
  familyTable(): FamilyValues;
  /** `all`: every word in place of the first 200 of each length. */
  wordTable(choice?: { readonly all?: boolean | undefined }): WordValues;
  landscapeTable(): LandscapeValues;
}

/** Words of each length that are kept. */
const WORDS = 200;
/** Words of each length whose landscapes are kept, besides those of the perturbed miRNA. */
const LANDSCAPES = 10;

/** Asks which miRNA explains the changes of a contrast: all seed families, and all words along the ranked 3' UTRs. */
export function explainBySeeds(question: SeedQuestion): SeedAnswer {
  requireQuestion(question);
  const { results, sites, mirnas, effect } = question;
  const sought = new Set(mirnas.map(({ seed }) => seed));
  const { z, slopes } = driftlessZ(results, sites, sought);
  const drift = describeSlopes(slopes);
  const families = scanFamilies({ z, traits: [results.baseMean, ...sites.traits], families: sites.families });
  const scans = sites.sequences === undefined ? [] : scanRankedWords(z, sites.sequences, sites.drift?.utrGc);
  const familyOf = familyOfWords(sites.families);
  const { outcome, text } = seedVerdict(families, { mirnas, effect });
  return {
    families,
    scans,
    familyOf,
    verdict: { outcome, text, families: families.length / 2, sought: [...sought] },
    notes: drift === undefined ? [] : [`changes are corrected for the drift of genes: ${drift}`],
    movement: () => (mirnas.length === 0 ? undefined : soughtMovement({ results, sites, mirnas, effect })),
    familyTable: () => familyValues(families, sought),
    wordTable: ({ all } = {}) => wordValues(scans, familyOf, all ? Number.POSITIVE_INFINITY : WORDS),
    landscapeTable: () => landscapeValues(scans, familyOf, { first: LANDSCAPES, sought }),
  };
}

function requireQuestion({ results, sites, mirnas, effect }: SeedQuestion): void {
  requireResults(results);
  const genes = results.geneIds.length;
  if (!isRecord(sites) || !Array.isArray(sites.families) || !Array.isArray(sites.traits))
    throw wrongArgument(
      'There are no families.',
      sites,
      '`sites`: { families, traits, ... }, as `familySites` gives it',
    );
  const { families, traits, drift, sequences } = sites;
  const rows = families.map((family) => family.genes);
  requireRows(rows, genes);
  for (const family of families) requireLengths({ weights: family.weights }, family.genes.length, 'genes of a family');
  requireLengths({ ...traits }, genes, 'genes', { ...drift, sequences });
  if (!Array.isArray(mirnas)) throw wrongArgument('The miRNAs are no list.', mirnas, '`mirnas`: which may be none');
  requireChoice('effect', effect ?? '', effects);
}

/**
 * The change over its standard error, both not shrunken, less what genes drift with (`fitBackgroundTrend`), which would
 * bring forward every family that likes long 3' UTRs; NaN where the gene was not tested. The drift is that of genes without
 * a site of the sought seeds.
 */
function driftlessZ(results: GeneResults, { families, drift }: FamilySites, sought: ReadonlySet<string>) {
  const { log2FoldChange, lfcSE, lfcMLE, lfcSEMLE, pvalue, baseMean } = results;
  const changes = (lfcMLE ?? log2FoldChange).map((change, row) => (Number.isNaN(pvalue[row]!) ? Number.NaN : change));
  const errors = lfcSEMLE ?? lfcSE;
  const use = new Uint8Array(changes.length).fill(1);
  for (const { seed, genes } of families) if (sought.has(seed)) for (const gene of genes) use[gene] = 0;
  const { expected, error, slopes } = fitBackgroundTrend(changes, errors, use, { ...drift, abundance: baseMean });
  const z = changes.map((change, row) => (change - expected[row]!) / math.hypot(errors[row]!, error[row]!));
  return { z, slopes };
}
