import type {
  codingSiteTable,
  duplexTable,
  siteCountTable,
  siteDuplexTable,
  siteSumTable,
  siteTable,
} from '../../artifacts/site-tables.ts';
import type { SiteDuplex } from '../../mirna/duplex/site-duplex.ts';
import { type SiteType, siteTypes } from '../../mirna/sites/noncanonical-sites.ts';
import { type GeneRow, geneRow } from '../../targets/gene-rows.ts';
import type { SiteRow } from '../../targets/site-rows.ts';
import { formatFixed, roundToFixed } from '../../text/printf-decimal.ts';
import type { FoundTargets, TargetSite } from './find-targets.ts';

export type SiteValues = ReturnType<typeof siteTable.parse>;
export type SiteDuplexValues = ReturnType<typeof siteDuplexTable.parse>;
export type SiteCountValues = ReturnType<typeof siteCountTable.parse>;
export type DuplexValues = ReturnType<typeof duplexTable.parse>;
export type CodingSiteValues = ReturnType<typeof codingSiteTable.parse>;

export interface SiteColumnChoice {
  readonly isAligned: boolean;
  readonly hasSpecies: boolean;
  readonly hasScores: boolean;
  readonly hasDuplexes: boolean;
}

/** The table of sites, rows as they are given. */
export function siteValues(rows: readonly SiteRow[], choice: SiteColumnChoice): SiteValues {
  const integers = (value: (row: SiteRow) => number) => Int32Array.from(rows, value);
  const numbers = (value: (row: SiteRow) => number | undefined) =>
    Float64Array.from(rows, (row) => value(row) ?? Number.NaN);
  const texts = (value: (row: SiteRow) => string) => rows.map(value);
  return {
    utrIds: texts(({ utr }) => utr),
    mirnas: texts(({ mirna }) => mirna),
    types: texts(({ type }) => type),
    starts: integers(({ start }) => start),
    ends: integers(({ end }) => end),
    ...(choice.hasSpecies && { species: integers(({ species }) => species) }),
    ...(choice.isAligned && {
      msaStarts: numbers(({ predicted }) => predicted?.firstColumn),
      msaEnds: numbers(({ predicted }) => predicted?.lastColumn),
      groups: numbers(({ predicted }) => predicted?.groupNumber),
      groupTypes: texts(({ predicted }) => predicted?.group.types.join('+') ?? ''),
      groupSpecies: texts(({ predicted }) => predicted?.group.species.join(' ') ?? ''),
    }),
    // With scores the columns are always the same ones.
    ...((choice.isAligned || choice.hasScores) && {
      branchLengths: numbers(({ predicted }) => predicted?.branchLength),
      pct: numbers(({ predicted }) => predicted?.pct && Math.max(0, Math.round(predicted.pct * 1e4) / 1e4)),
      conserved: texts(({ predicted }) => conservedText(predicted)),
    }),
    ...(choice.hasScores && {
      contextScores: numbers(({ score }) => score?.score),
      contextPercentiles: numbers(({ score }) => score?.ranks?.score),
      weightedScores: numbers(({ score }) => score?.weighted),
      weightedPercentiles: numbers(({ score }) => score?.ranks?.weighted),
      airs: numbers(({ score }) => score?.air),
      missingFeatures: texts(({ score }) => score?.missing ?? 'NA'),
      accessibility: numbers(({ score }) => score?.unpaired),
    }),
    ...(choice.hasDuplexes && {
      duplexEnergies: numbers(({ duplex }) => duplex && Number(formatFixed(duplex.energy, 2))),
    }),
  };
}

function conservedText(site: SiteRow['predicted']): string {
  if (site?.branchLength === undefined) return 'NA';
  return site.isConserved ? 'yes' : 'no';
}

/** Sites with what is known of each. */
export function targetValues({ sites, isAligned }: FoundTargets): SiteValues {
  return siteValues(sites, { isAligned, hasSpecies: false, hasScores: true, hasDuplexes: true });
}

/** The duplex of each site, in the order of the sites. */
export function siteDuplexValues({ sites }: FoundTargets): SiteDuplexValues {
  const known = sites.filter((site): site is TargetSite & { readonly duplex: SiteDuplex } => site.duplex !== undefined);
  const texts = (value: (site: (typeof known)[number]) => string) => known.map(value);
  return {
    utrIds: texts(({ utr }) => utr),
    mirnas: texts(({ mirna }) => mirna),
    types: texts(({ type }) => type),
    starts: Int32Array.from(known, ({ start }) => start),
    ends: Int32Array.from(known, ({ end }) => end),
    energies: Float64Array.from(known, ({ duplex }) => Number(formatFixed(duplex.energy, 1))),
    positions: Int32Array.from(known, ({ duplex }) => duplex.drawing.position),
    targetUnpaired: texts(({ duplex }) => duplex.drawing.targetUnpaired),
    targetPaired: texts(({ duplex }) => duplex.drawing.targetPaired),
    mirnaPaired: texts(({ duplex }) => duplex.drawing.mirnaPaired),
    mirnaUnpaired: texts(({ duplex }) => duplex.drawing.mirnaUnpaired),
  };
}

/** The sites in coding sequences. */
export function codingSiteValues({ codingSites }: Pick<FoundTargets, 'codingSites'>): CodingSiteValues {
  return {
    utrIds: codingSites.map(({ utr }) => utr),
    mirnas: codingSites.map(({ mirna }) => mirna),
    types: codingSites.map(({ type }) => type),
    starts: Int32Array.from(codingSites, ({ start }) => start),
    ends: Int32Array.from(codingSites, ({ end }) => end),
    expectedChanges: Float64Array.from(codingSites, ({ change }) => rounded(change, 4)),
  };
}

/** Length (nt) and share of G and C of 3' UTRs, and lengths of coding sequences, as tables have them. */
export function utrFacts({
  utrs,
}: FoundTargets): Pick<SiteCountValues, 'utrIds' | 'utrLengths' | 'utrGc' | 'codingLengths'> {
  return {
    utrIds: utrs.map(({ id }) => id),
    utrLengths: Int32Array.from(utrs, ({ length }) => length),
    utrGc: Float64Array.from(utrs, ({ gc }) => rounded(gc, 4)),
    codingLengths: Float64Array.from(utrs, ({ message }) => message.codingLength ?? Number.NaN),
  };
}

function rounded(value: number | undefined, digits: number): number {
  return value === undefined ? Number.NaN : roundToFixed(value, digits);
}

/** Counts and scores of each 3' UTR and miRNA, also where there is no site; `duplexes`: the best one of each with sites. */
export function siteCountValues(
  { mirnas, utrs, sites, codingSites }: FoundTargets,
  duplexes: DuplexValues,
): SiteCountValues {
  const keyOf = (utr: string, mirna: string) => `${utr}\t${mirna}`;
  const sitesOf = new Map<string, TargetSite[]>();
  for (const site of sites) {
    const key = keyOf(site.utr, site.mirna);
    const known = sitesOf.get(key);
    if (known) known.push(site);
    else sitesOf.set(key, [site]);
  }
  const codingSitesOf = new Map<string, number>();
  for (const site of codingSites) {
    const key = keyOf(site.utr, site.mirna);
    codingSitesOf.set(key, (codingSitesOf.get(key) ?? 0) + 1);
  }
  const duplexOf = new Map(duplexes.utrIds.map((utr, row) => [keyOf(utr, duplexes.mirnas[row]!), row]));
  const rows = utrs.flatMap(({ id, length, gc, message }) =>
    mirnas.map(({ name }) => {
      const key = keyOf(id, name);
      const own = sitesOf.get(key) ?? [];
      const { codingLength } = message;
      const coding = codingLength === undefined ? undefined : (codingSitesOf.get(key) ?? 0);
      const expected = message.expectedChanges.get(name);
      const gene = geneRow(id, name, own);
      const duplex = duplexOf.get(key) ?? -1;
      return { id, mirna: name, length, gc, own, gene, duplex, codingLength, coding, expected };
    }),
  );
  type Row = (typeof rows)[number];
  const count = (type: SiteType) => Int32Array.from(rows, ({ gene }) => gene.counts.get(type) ?? 0);
  const numbers = (digits: number, value: (row: Row) => number | undefined) =>
    Float64Array.from(rows, (row) => rounded(value(row), digits));
  return {
    utrIds: rows.map(({ id }) => id),
    mirnas: rows.map(({ mirna }) => mirna),
    utrLengths: Int32Array.from(rows, ({ length }) => length),
    utrGc: numbers(4, ({ gc }) => gc),
    eightmers: count('8mer'),
    sevenmersM8: count('7mer-m8'),
    sevenmersA1: count('7mer-A1'),
    sixmers: count('6mer'),
    conservedSites: numbers(0, ({ own }) => conservedSites(own)),
    totalContextScores: numbers(3, ({ gene }) => gene.total),
    cumulativeWeightedScores: numbers(4, ({ gene }) => gene.cumulativeWeighted),
    aggregatePct: numbers(4, ({ gene }) => gene.aggregatePct),
    energies: numbers(1, ({ duplex }) => duplexes.energies[duplex]),
    duplexPvalues: numbers(6, ({ duplex }) => duplexes.pvalues[duplex]),
    codingLengths: numbers(0, ({ codingLength }) => codingLength),
    codingSites: numbers(0, ({ coding }) => coding),
    expectedChanges: numbers(4, ({ expected }) => expected),
  };
}

function conservedSites(sites: readonly TargetSite[]): number | undefined {
  const known = sites.filter(({ predicted }) => predicted?.branchLength !== undefined);
  if (known.length === 0) return undefined;
  return known.filter(({ predicted }) => predicted!.isConserved).length;
}

/** Counts and scores of 3' UTRs with sites, one column for each of the site types. */
export function siteSumValues(
  rows: readonly GeneRow[],
  types: readonly SiteType[],
  hasScores: boolean,
): ReturnType<typeof siteSumTable.parse> {
  const numbers = (digits: number, value: (row: GeneRow) => number | undefined) =>
    Float64Array.from(rows, (row) => rounded(value(row), digits));
  return {
    utrIds: rows.map(({ utr }) => utr),
    mirnas: rows.map(({ mirna }) => mirna),
    more: new Map(
      siteTypes
        .filter((known) => types.includes(known))
        .map((type) => [type, Int32Array.from(rows, ({ counts }) => counts.get(type) ?? 0)]),
    ),
    ...(hasScores && {
      totalContextScores: numbers(3, ({ total }) => total),
      cumulativeWeightedScores: numbers(4, ({ cumulativeWeighted }) => cumulativeWeighted),
    }),
    ...(rows.some(({ aggregatePct }) => aggregatePct !== undefined) && {
      aggregatePct: numbers(4, ({ aggregatePct }) => aggregatePct),
    }),
  };
}
