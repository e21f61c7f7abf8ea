import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FamilyGenes, type FamilyResult, scanFamilies } from '../../../src/enrichment/family-scan.ts';
import { familyTable, landscapeTable, wordTable } from '../../../src/enrichment/family-table.ts';
import { seedVerdict } from '../../../src/enrichment/seed-verdict.ts';
import { familyOfWords, seedWords } from '../../../src/enrichment/seed-words.ts';
import { scanWords, type WordScan } from '../../../src/enrichment/word-landscape.ts';
import { Fault } from '../../../src/fault.ts';
import { conservedMirnas, groupByFamily } from '../../../src/mirna/families.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/mirna.ts';
import { resolveMirna } from '../../../src/mirna/resolve-mirna.ts';
import type { DetectedChanges } from '../../../src/ranking/change-columns.ts';
import { standardErrors } from '../../../src/ranking/effect-sizes.ts';
import { fittedPriors } from '../../../src/ranking/fitted-priors.ts';
import { gatherSites } from '../../../src/ranking/gather-sites.ts';
import { detectSites, type ListedSites } from '../../../src/ranking/site-columns.ts';
import type { GeneSite } from '../../../src/ranking/site-evidence.ts';
import { strengthOfSites } from '../../../src/ranking/site-strength.ts';
import { readMirnas } from '../../../src/tables/mirna-files.ts';
import { readTable } from '../../../src/tables/read-table.ts';
import { writeTable } from '../../../src/tables/write-table.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { numberFlag } from './number-flag.ts';
import { readChanges } from './read-changes.ts';
import { readGeneUtrs, scanSeeds } from './searched-utrs.ts';
import { createSeedReader } from './seed-of-name.ts';
import { utrTraits } from './utr-traits.ts';

export interface SeedsFlags {
  readonly de: string;
  readonly utrs?: string;
  readonly sites?: string;
  readonly mirnas?: string;
  readonly mirna?: string;
  readonly effect?: string;
  readonly top?: string;
  readonly out?: string;
}

/** Sites of all families, and what genes must share to be compared. */
interface FamilySites {
  readonly families: readonly FamilyGenes[];
  readonly traits: readonly Float64Array[];
  readonly notes: readonly string[];
  readonly sequences?: readonly (Uint8Array | undefined)[];
}

const WORD_LENGTHS = [6, 7, 8];
const LANDSCAPES = 20;

/** Ranks seed families and words, prints the first and a verdict, and writes the tables if a folder is named. */
export async function seeds(flags: SeedsFlags): Promise<void> {
  const top = numberFlag('--top', flags.top, { min: 1, max: 1000, whole: true }) ?? 10;
  const effect = readEffect(flags.effect);
  const given = flags.mirnas === undefined ? undefined : parseMirnas(await readMirnas(flags.mirnas), flags.mirnas);
  const sought = flags.mirna === undefined ? undefined : resolveMirna(flags.mirna, given ?? []);
  const detected = await readChanges(flags.de);
  const { changes } = detected;
  const errors = standardErrors(changes);
  const z = changes.log2FoldChange.map((change, row) => change / errors[row]!);
  const { families, traits, notes, sequences } = await readFamilies(flags, given ?? conservedMirnas(), detected);
  const results = scanFamilies({ z, traits: [changes.baseMean, ...traits], families });
  const scans = sequences === undefined ? [] : scanRanked(z, sequences);
  const familyOf = familyOfWords(families);
  if (flags.out !== undefined) {
    await mkdir(flags.out, { recursive: true });
    await writeTable(join(flags.out, 'families.tsv'), familyTable(results));
    if (scans.length > 0) {
      const own = new Set(sought === undefined ? [] : seedWords(sought.seed).map(({ word }) => word));
      await writeTable(join(flags.out, 'words.tsv'), wordTable(scans, familyOf));
      await writeTable(join(flags.out, 'landscape.tsv'), landscapeTable(scans, LANDSCAPES, own));
    }
  }
  printNotes([...detected.notes, ...notes]);
  print(formatTable(familyRows(results, top)));
  if (scans.length > 0) print(`\n${formatTable(wordRows(scans, familyOf, top))}`);
  print(`\n${seedVerdict(results, sought && { name: sought.name, seed: sought.seed, effect }).text}`);
}

function readEffect(name = 'overexpression'): 'overexpression' | 'inhibition' {
  if (name === 'overexpression' || name === 'inhibition') return name;
  throw new Fault({
    code: 'EFFECT_UNKNOWN',
    message: 'the value of --effect cannot be used',
    file: '--effect',
    found: name,
    expected: 'overexpression or inhibition (also for a knock-out)',
    hint: 'Say what was done to the miRNA.',
  });
}

async function readFamilies(
  flags: SeedsFlags,
  mirnas: readonly Mirna[],
  { changes, symbols }: DetectedChanges,
): Promise<FamilySites> {
  const names = { geneIds: changes.geneIds, symbols };
  if (flags.utrs !== undefined) {
    const { sequences, notes } = await readGeneUtrs(flags.utrs, names);
    const { utrLength, utrGc } = utrTraits(sequences);
    return { families: searchFamilies(mirnas, sequences), traits: [utrLength, utrGc], notes, sequences };
  }
  if (flags.sites !== undefined) {
    const { listed } = detectSites(await readTable(flags.sites));
    const families = listFamilies(
      listed,
      mirnas,
      (entries) => gatherSites({ listed: entries, kind: 'all', notes: [] }, names, flags.sites!).sites,
      changes.geneIds,
    );
    return {
      families,
      traits: [siteTotals(families, changes.geneIds.length)],
      notes: [`${families.length} families are listed`],
    };
  }
  throw new Fault({
    code: 'SITES_NONE',
    message: 'it is not said where the sites are',
    file: '--utrs',
    expected: "--utrs FILE (3' UTRs to search) or --sites FILE (a table of sites of many miRNAs)",
    hint: "Give 3' UTRs, or TargetScan's Summary_Counts as --sites.",
  });
}

/** The genes of each family by the sites of 7 and 8 nt in their 3' UTRs, weighted by strength; 6mers are in every long one. */
function searchFamilies(mirnas: readonly Mirna[], sequences: readonly (Uint8Array | undefined)[]): FamilyGenes[] {
  const groups = groupByFamily(mirnas);
  const weights = groups.map(() => new Map<number, number>());
  const strength = fittedPriors.siteStrength.unknown;
  scanSeeds(
    groups.map(({ seed }) => seed),
    sequences,
    (row, seed, { type }) => {
      if (type !== '6mer') weights[seed]!.set(row, (weights[seed]!.get(row) ?? 0) + (strength[type] ?? 0));
    },
  );
  return groups.map(({ name, seed, members }, k) => ({
    name,
    seed,
    members: members.map((member) => member.name),
    genes: Uint32Array.from(weights[k]!.keys()),
    weights: Float64Array.from(weights[k]!.values()),
  }));
}

/** The families of a table of sites: by seed where the miRNA is known, else by name. */
function listFamilies(
  listed: readonly ListedSites[],
  mirnas: readonly Mirna[],
  gather: (entries: readonly ListedSites[]) => ReadonlyMap<string, readonly GeneSite[]>,
  geneIds: readonly string[],
): FamilyGenes[] {
  const seedOf = createSeedReader(mirnas);
  // Members of a family share their sites: each gene has those of the member with most.
  const byFamily = new Map<string, Map<string, ListedSites[]>>();
  for (const entry of listed) {
    const family = seedOf(entry.mirna) ?? entry.mirna;
    const members = byFamily.get(family) ?? new Map<string, ListedSites[]>();
    byFamily.set(family, members);
    const own = members.get(entry.mirna);
    if (own === undefined) members.set(entry.mirna, [entry]);
    else own.push(entry);
  }
  const rowOf = new Map(geneIds.map((id, row) => [id, row]));
  return [...byFamily].map(([family, members]) => {
    const weights = new Map<number, number>();
    for (const entries of members.values()) {
      for (const [gene, sites] of gatherOrNothing(gather, entries)) {
        if (sites.length === 0) continue;
        const row = rowOf.get(gene)!;
        const { strength } = strengthOfSites(sites, fittedPriors);
        weights.set(row, Math.max(weights.get(row) ?? 0, strength));
      }
    }
    const [name = family] = [...members.keys()];
    return {
      name: name === '' ? family : name,
      seed: family,
      members: [...members.keys()],
      genes: Uint32Array.from(weights.keys()),
      weights: Float64Array.from(weights.values()),
    };
  });
}

/** A family whose genes the results do not have has none. */
function gatherOrNothing(
  gather: (entries: readonly ListedSites[]) => ReadonlyMap<string, readonly GeneSite[]>,
  entries: readonly ListedSites[],
): ReadonlyMap<string, readonly GeneSite[]> {
  try {
    return gather(entries);
  } catch (error) {
    if (error instanceof Fault) return new Map();
    throw error;
  }
}

/** Listed sites of all families, [genes]: stands for the length of 3' UTRs that are not known. */
function siteTotals(families: readonly FamilyGenes[], genes: number): Float64Array {
  const totals = new Float64Array(genes);
  for (const family of families) for (const gene of family.genes) totals[gene]!++;
  return totals;
}

function scanRanked(z: Float64Array, sequences: readonly (Uint8Array | undefined)[]): WordScan[] {
  const ranked = Uint32Array.from(z.keys())
    .filter((row) => !Number.isNaN(z[row]!) && sequences[row] !== undefined)
    .sort((a, b) => z[a]! - z[b]! || a - b);
  const ordered = Array.from(ranked, (row) => sequences[row]!);
  return WORD_LENGTHS.map((length) => scanWords(ordered, { length }));
}

function familyRows(results: readonly FamilyResult[], top: number): string[][] {
  const shown = results.slice(0, top);
  return [
    ['family', 'seed', 'direction', 'rank', 'genes', 'z', 'score', 'padj', 'unmatched z'],
    ...shown.map((one) => [
      one.name,
      one.seed,
      one.direction,
      String(one.rank),
      String(one.genes),
      one.z.toFixed(1),
      one.score.toFixed(1),
      one.padj.toExponential(1),
      one.rankSumZ.toFixed(1),
    ]),
  ];
}

function wordRows(scans: readonly WordScan[], familyOf: ReadonlyMap<string, string>, top: number): string[][] {
  const each = Math.max(1, Math.ceil(top / scans.length));
  return [
    ['word', 'direction', 'genes with lead', 'running sum', 'padj', 'Sylamer', 'site of'],
    ...scans.flatMap(({ words }) =>
      words
        .slice(0, each)
        .map((word) => [
          word.word,
          word.direction,
          String(word.leadingGenes),
          word.runningSum.toFixed(2),
          word.pAdjusted.toExponential(1),
          word.peak.toFixed(1),
          familyOf.get(word.word) ?? '',
        ]),
    ),
  ];
}
