import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { utrTraits } from '../../../src/enrichment/seeds/utr-traits.ts';
import { Fault } from '../../../src/fault.ts';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { scanSeeds } from '../../../src/mirna/sites/scan-seeds.ts';
import type { DetectedChanges } from '../../../src/ranking/changes/change-columns.ts';
import type { Effect } from '../../../src/ranking/changes/gene-changes.ts';
import { nameContrasts, nameMirnas } from '../../../src/ranking/explain-rank.ts';
import { type RankedGene, type Ranking, rankOverContrasts } from '../../../src/ranking/rank-targets.ts';
import { rankingTable } from '../../../src/ranking/ranking-table.ts';
import { type GeneTraits, type SiteShift, siteShifts } from '../../../src/ranking/shift/site-shift.ts';
import { siteShiftTable } from '../../../src/ranking/shift/site-shift-table.ts';
import { siteTypeTrend } from '../../../src/ranking/shift/site-type-trend.ts';
import { type DetectedSites, detectSites, type ListedSites } from '../../../src/ranking/sites/detect-site-columns.ts';
import { gatherSites } from '../../../src/ranking/sites/gather-sites.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { chooseMirnas } from '../inputs/choose-mirnas.ts';
import { readChanges } from '../inputs/read-changes.ts';
import { readGeneUtrs, seedsOf } from '../inputs/searched-utrs.ts';
import { createSeedReader } from '../inputs/seed-of-name.ts';
import { addDuplexEnergies } from './site-energies.ts';

type RankFlags = OptionValues<'rank'>;

/** What is known of the sites of the genes of the first table. */
interface KnownSites {
  readonly sites: ReadonlyMap<string, readonly GeneSite[]>;
  readonly kind: 'all' | 'conserved';
  readonly traits: GeneTraits;
  readonly notes: readonly string[];
  /** [genes] where 3' UTRs were searched. */
  readonly sequences?: readonly (Uint8Array | undefined)[];
}

/** Ranks the genes of result tables and writes the tables of the ranking. */
export async function rank(given: GivenFlags<'rank'>): Promise<void> {
  const flags = readOptions('rank', given);
  const { fdr, alpha, ranker } = flags;
  const effects = readEffects(flags);
  const mirnas = await chooseMirnas(flags);
  const tables = await Promise.all(flags.de.map(readChanges));
  const [first] = tables as [DetectedChanges, ...DetectedChanges[]];
  const known = await readSites(flags, mirnas, first);
  const names = nameTables(flags.de);
  const contrasts = tables.map(({ changes }, i) => ({ name: names[i]!, changes, effect: effects[i]! }));
  const options = { alpha, fdr, ranker, sites: known.kind };
  const ranking = rankOverContrasts(contrasts, known.sites, options);
  const { changes, ...named } = nameContrasts(contrasts);
  const { effect } = named;
  const genes = known.sequences ? addDuplexEnergies(ranking.genes, known.sequences, mirnas) : ranking.genes;
  const explain = { ...options, ...named, mirna: nameMirnas(mirnas.map(({ name }) => name)) };
  const table = (rows: readonly RankedGene[]) => rankingTable(rows, changes, explain, first.symbols);
  const shifts = siteShifts(genes, changes, { effect }, known.traits);
  await mkdir(flags.out, { recursive: true });
  await writeTable(join(flags.out, 'ranking.tsv'), table(genes));
  await writeTable(join(flags.out, 'candidates.tsv'), table(genes.filter((gene) => gene.class === 'candidate')));
  await writeTable(join(flags.out, 'site_shifts.tsv'), siteShiftTable(shifts));
  printNotes([...tables.flatMap(({ notes }) => notes), ...known.notes]);
  print(summarize(ranking, genes, shifts, { fdr, effect, trend: siteTypeTrend(genes, changes, { effect }).p }));
}

/** What the contrasts are called: the names of their tables, or their numbers where these are not enough. */
function nameTables(files: readonly string[]): string[] {
  const names = files.map((file) => basename(file).replace(/(\.(tsv|csv|txt|gz|results|deseq2))+$/i, ''));
  return new Set(names).size === names.length ? names : names.map((_, i) => `table ${i + 1}`);
}

/** One effect a table. */
function readEffects({ effect: effects, de }: RankFlags): readonly Effect[] {
  if (effects.length === 1) return de.map(() => effects[0]!);
  if (effects.length === de.length) return effects;
  throw new Fault({
    code: 'EFFECTS_NUMBER',
    message: 'there are not as many effects as tables',
    option: 'effect',
    file: '--effect',
    found: `${effects.length} effects, ${de.length} tables`,
    expected: 'one for all, or one for each --de in its order',
    hint: 'Repeat --effect for each table.',
  });
}

async function readSites(
  flags: RankFlags,
  mirnas: readonly Mirna[],
  { changes, symbols }: DetectedChanges,
): Promise<KnownSites> {
  const names = { geneIds: changes.geneIds, symbols };
  if (flags.utrs !== undefined) {
    const { sequences, notes } = await readGeneUtrs(flags.utrs, names);
    const sites = new Map<string, GeneSite[]>();
    sequences.forEach((sequence, row) => {
      if (sequence !== undefined) sites.set(changes.geneIds[row]!, []);
    });
    const seeds = seedsOf(mirnas);
    const label = labelsOf(mirnas);
    scanSeeds(seeds, sequences, (row, seed, site) =>
      sites.get(changes.geneIds[row]!)!.push(label === undefined ? site : { ...site, mirna: label.get(seeds[seed]!) }),
    );
    return { sites, kind: 'all', traits: utrTraits(sequences), notes, sequences };
  }
  if (flags.sites !== undefined) {
    const tables = await Promise.all(flags.sites.map(async (file) => detectSites(await readTable(openInput(file)))));
    const detected = joinSites(tables);
    const file = flags.sites.join(', ');
    const seedOf = await createSeedReader(mirnas);
    const familyOf = (name: string): string => mirnas.find((one) => one.name === name)?.seed ?? seedOf(name) ?? name;
    const listed = labelSites(chooseSites(detected.listed, mirnas, familyOf, file), familyOf, mirnas);
    const { sites, notes } = gatherSites({ ...detected, listed }, names, file, familyOf);
    const kind = detected.kind === 'all' ? 'all sites are listed' : 'only conserved sites are listed';
    return { sites, kind: detected.kind, traits: {}, notes: [...detected.notes, kind, ...notes] };
  }
  throw new Fault({
    code: 'SITES_NONE',
    message: 'it is not said where the sites are',
    file: '--utrs',
    expected: "--utrs FILE (3' UTRs to search) or --sites FILE (a table of sites)",
    hint: "Give 3' UTRs, or TargetScan's Summary_Counts as --sites.",
  });
}

/** Several tables as one: all sites are listed if they are in one of them. */
function joinSites(tables: readonly DetectedSites[]): DetectedSites {
  return {
    listed: tables.flatMap(({ listed }) => listed),
    kind: tables.some(({ kind }) => kind === 'all') ? 'all' : 'conserved',
    notes: tables.flatMap(({ notes }) => notes),
  };
}

/** The names of each seed, where there are several seeds. */
function labelsOf(mirnas: readonly Mirna[]): ReadonlyMap<string, string> | undefined {
  const seeds = seedsOf(mirnas);
  if (seeds.length < 2) return undefined;
  const named = (seed: string): string =>
    mirnas
      .filter((mirna) => mirna.seed === seed)
      .map(({ name }) => name)
      .join('/');
  return new Map(seeds.map((seed) => [seed, named(seed)]));
}

function labelSites(
  listed: readonly ListedSites[],
  familyOf: (name: string) => string,
  mirnas: readonly Mirna[],
): readonly ListedSites[] {
  const labels = labelsOf(mirnas);
  if (labels === undefined) return listed;
  return listed.map((entry) => {
    const mirna = labels.get(familyOf(entry.mirna));
    return { ...entry, sites: entry.sites.map((site) => ({ ...site, mirna })) };
  });
}

/** The rows of a table of sites that are of one of the families; a table that names no miRNA is taken whole. */
function chooseSites(
  listed: readonly ListedSites[],
  mirnas: readonly Mirna[],
  familyOf: (name: string) => string,
  file: string,
): readonly ListedSites[] {
  const names = [...new Set(listed.map(({ mirna }) => mirna))];
  if (names.length === 1 && names[0] === '') return listed;
  const seeds = new Set(seedsOf(mirnas));
  const matching = new Set(names.filter((name) => seeds.has(familyOf(name))));
  if (matching.size > 0) return listed.filter(({ mirna }) => matching.has(mirna));
  throw new Fault({
    code: 'SITES_NO_MIRNA',
    message: 'the table of sites has none of the miRNA',
    file,
    found: names.slice(0, 6).join(', '),
    expected: mirnas.map(({ name, seed }) => `${name} (seed ${seed})`).join(', '),
    hint: 'Give a table with its sites, or name the miRNA as the table does.',
  });
}

/** The one-sided p-value below which genes with sites move as a set. */
const SET_ALPHA = 0.01;

function summarize(
  { worked }: Ranking,
  genes: readonly RankedGene[],
  shifts: readonly SiteShift[],
  { fdr, effect, trend }: { readonly fdr: number; readonly effect: Effect; readonly trend: number },
): string {
  const candidates = genes.filter((gene) => gene.class === 'candidate').length;
  const tested = genes.filter(({ posterior }) => !Number.isNaN(posterior)).length;
  const lines = [`${candidates} candidates at a false discovery rate of ${fdr} among ${tested} tested genes`];
  const [any] = shifts;
  if (any === undefined) lines.push('no tested gene has a site');
  else {
    const shift = any.medianShift.toFixed(3);
    const { matched } = any;
    const alike = Number.isNaN(matched.rankSumP)
      ? ''
      : `; against genes alike ${matched.medianShift.toFixed(3)}, p ${shortP(matched.rankSumP)}`;
    const stronger = Number.isNaN(trend) ? '' : `; stronger sites more: p ${shortP(trend)}`;
    lines.push(
      `genes with a site: median shift ${shift} (95 % ${any.ciLow.toFixed(3)} to ${any.ciHigh.toFixed(3)}), rank-sum p ${shortP(any.rankSumP)}${alike}${stronger}`,
    );
  }
  if (worked < 0.5) {
    const towards = effect === 'overexpression' ? 'down' : 'up';
    const asSet = any !== undefined && any.matched.rankSumP < SET_ALPHA;
    lines.push(
      asSet
        ? `as a set, genes with sites go ${towards}; by how much is too little to tell which of them are targets (probability that their changes stand out ${worked.toFixed(2)})`
        : `genes with sites do not go ${towards} (probability that the experiment worked ${worked.toFixed(2)}): treat candidates with caution`,
    );
  }
  return lines.join('\n');
}

function shortP(p: number): string {
  return p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1);
}
