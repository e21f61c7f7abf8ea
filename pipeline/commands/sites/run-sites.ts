import { withoutGaps } from '../../../src/formats/sequences/utr-record.ts';
import {
  findNoncanonicalSites,
  type NoncanonicalSiteType,
  noncanonicalSiteTypes,
  type SiteType,
} from '../../../src/mirna/sites/noncanonical-sites.ts';
import { canonicalSiteTypes, type SeedSiteType, seedSiteTypes } from '../../../src/mirna/sites/site-types.ts';
import { createUtrScanner } from '../../../src/mirna/sites/utr-scanner.ts';
import { createPredictor, type SearchedFamily, type UtrPrediction } from '../../../src/targets/predict-sites.ts';
import { type ScoredSite, scoreUtr } from '../../../src/targets/score-sites.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { withTables } from '../../files/draft-tables.ts';
import { filesBelow } from '../../files/find-files.ts';
import { placeOutputs } from '../../files/output-place.ts';
import { geneRows } from '../../stages/targets/gene-rows.ts';
import {
  compareSites,
  geneColumns,
  placeOf,
  type RowWithScore,
  rankRows,
  type SiteRow,
  scoredRow,
  siteColumns,
} from '../../stages/targets/site-columns.ts';
import { readContext } from '../../stages/targets/site-context.ts';
import { type AlignedSequence, isFasta, streamSequences } from '../../stages/targets/site-inputs.ts';
import { fileFinder, readTargetScanParameters } from '../../stages/targets/targetscan-parameters.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { printNotes } from '../../ui/console.ts';
import { PlainSites } from './plain-sites.ts';
import { chooseFamilies } from './site-families.ts';
import { TargetScanFiles } from './targetscan-files.ts';

type SiteFlags = OptionValues<'sites'>;

const defaultTypes: readonly SiteType[] = [...canonicalSiteTypes, 'offset 6mer'];

/** Finds sites in all 3' UTRs, one after the other, and writes the tables asked for. */
export async function sites(given: GivenFlags<'sites'>): Promise<void> {
  const flags = readOptions('sites', given);
  const outputs = flags.genes === undefined ? [flags.out] : [flags.out, flags.genes];
  const inputs = [flags.utrs, flags.mirnas, flags.families, flags.orfs, flags.airs, flags.params, flags.accessibility];
  await placeOutputs(outputs, inputs);
  const { compat: rules = 'paper', species: reference } = flags;
  // TargetScan's program knows the four canonical types only.
  const types = flags.siteTypes ?? (rules === 'targetscan70' ? canonicalSiteTypes : defaultTypes);
  const families = await chooseFamilies({ ...flags, reference });
  const isAligned = !(await isFasta(flags.utrs));
  if (!isAligned && !flags.scores && flags.targetscanTables === undefined && areSeedTypes(types)) {
    await writePlainSites(flags, families, types, reference);
    return;
  }
  const parameters =
    flags.params &&
    (await readTargetScanParameters(await filesBelow(flags.params), flags.params, reference, flags.conserved));
  // Sequences of one species say nothing about conservation.
  const model = parameters && isAligned ? parameters.conservation : undefined;
  const abundance = parameters ? parameters.targetAbundance : undefined;
  const isWanted = (species: number) => flags.allSpecies === true || species === reference;
  const tables = flags.targetscanTables === undefined ? undefined : new TargetScanFiles();
  const accessibility =
    flags.accessibility === undefined ? undefined : fileFinder(await filesBelow(flags.accessibility));
  const context = await readContext({ ...flags, accessibility }, reference, tables ? undefined : isWanted);
  const canonical = types.filter((type) => (canonicalSiteTypes as readonly SiteType[]).includes(type));
  const predict = createPredictor(families, model, rules, {
    siteTypes: canonical as SeedSiteType[],
    isReported: tables ? undefined : isWanted,
  });
  const findOthers = createOtherFinder(families, types);

  const rows: SiteRow[] = [];
  const scoredRows: RowWithScore[] = [];
  /** Kept whole for TargetScan's tables only. */
  const scored: ScoredSite[] = [];
  let utrs = 0;
  for await (const utr of streamSequences(flags.utrs, reference)) {
    utrs++;
    const prediction = predict(utr.rows);
    tables?.add(utr.id, prediction);
    if (flags.scores) {
      const contextOf = (species: number) => context.contextOf(utr, species);
      for (const site of await scoreUtr(utr.id, prediction, contextOf, abundance, rules)) {
        scoredRows.push(scoredRow(site, isAligned));
        if (tables) scored.push(site);
      }
    } else {
      for (const row of plainRows(utr.id, prediction)) if (isWanted(row.species)) rows.push(row);
    }
    for (const row of findOthers(utr, reference)) rows.push(row);
  }
  rankRows(scoredRows, rules);
  for (const row of scoredRows) if (isWanted(row.species)) rows.push(row);
  const choice = { isAligned, hasSpecies: flags.allSpecies === true, hasScores: flags.scores === true };
  await withTables({ outputs, inputs }, async (writeTable) => {
    await writeTable(flags.out, siteColumns(rows.sort(compareSites), choice));
    if (flags.genes === undefined) return;
    await writeTable(flags.genes, geneColumns(geneRows(rows, reference), types, choice.hasScores));
  });
  if (tables) {
    const ranked = flags.scores
      ? scored.map((site, k) => ({ ...site, ranks: scoredRows[k]!.score.ranks! }))
      : undefined;
    await tables.write(flags.targetscanTables!, families, context.orfs, ranked, model !== undefined);
  }
  printNotes([`${rows.length} sites of ${families.length} families in ${utrs} 3' UTRs in ${flags.out}`]);
}

function areSeedTypes(types: readonly SiteType[]): types is readonly SeedSiteType[] {
  return types.every((type) => (seedSiteTypes as readonly SiteType[]).includes(type));
}

async function writePlainSites(
  { utrs, out, genes }: SiteFlags,
  families: readonly SearchedFamily[],
  types: readonly SeedSiteType[],
  reference: number,
): Promise<void> {
  const plain = new PlainSites(families, types);
  let count = 0;
  for await (const utr of streamSequences(utrs, reference)) {
    plain.add(utr, reference);
    count++;
  }
  const paths = genes === undefined ? [out] : [out, genes];
  await withDrafts({ outputs: paths }, ([table, byGene]) => plain.write(table!, byGene, types));
  printNotes([`${plain.count} sites of ${families.length} families in ${count} 3' UTRs in ${out}`]);
}

/** Finds what is not grouped over species: other seed sites and sites without a perfect seed, in the reference species. */
function createOtherFinder(
  families: readonly SearchedFamily[],
  types: readonly SiteType[],
): (utr: AlignedSequence, reference: number) => SiteRow[] {
  const wanted = (names: readonly SiteType[]) => names.filter((name) => types.includes(name));
  const seedTypes = wanted(seedSiteTypes).filter((type) => !(canonicalSiteTypes as readonly SiteType[]).includes(type));
  const rareTypes = wanted(noncanonicalSiteTypes) as NoncanonicalSiteType[];
  const scan = seedTypes.length > 0 && createUtrScanner(families, { siteTypes: seedTypes as SeedSiteType[] });
  return (utr, reference) => {
    const row = utr.rows.get(reference);
    if (!row || (!scan && rareTypes.length === 0)) return [];
    const sequence = withoutGaps(row);
    const found: SiteRow[] = [];
    const add = (mirna: string, { type, start, end }: { type: SiteType; start: number; end: number }) =>
      found.push({ gene: utr.id, mirna, type, start, end, species: reference });
    if (scan) for (const site of scan({ id: utr.id, sequence })) add(site.mirna, site);
    if (rareTypes.length === 0) return found;
    for (const mirna of families.flatMap((family) => family.mirnas.get(reference) ?? [])) {
      for (const site of findNoncanonicalSites(sequence, mirna, rareTypes)) add(mirna.name, site);
    }
    return found;
  };
}

function plainRows(gene: string, prediction: UtrPrediction): SiteRow[] {
  return prediction.families.flatMap(({ family, sites: found }) =>
    found.map((site) => ({ gene, mirna: family.name, ...placeOf(site), predicted: site })),
  );
}
