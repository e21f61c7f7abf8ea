import { join } from 'node:path';
import { readContext } from '../../../src/analyses/targets/context-files.ts';
import { createHybridizers } from '../../../src/analyses/targets/hybridize-sites.ts';
import { mapAhead, UTRS_AT_ONCE } from '../../../src/analyses/targets/map-ahead.ts';
import { type AlignedSequence, isFasta, streamSequences } from '../../../src/analyses/targets/target-sequences.ts';
import { codingSiteValues, siteSumValues, siteValues } from '../../../src/analyses/targets/target-values.ts';
import { fileFinder, readTargetScanParameters } from '../../../src/analyses/targets/targetscan-parameters.ts';
import { codingSiteTable, siteSumTable, siteTable } from '../../../src/artifacts/site-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { withoutGaps } from '../../../src/formats/sequences/utr-record.ts';
import {
  findNoncanonicalSites,
  type NoncanonicalSiteType,
  noncanonicalSiteTypes,
  type SiteType,
} from '../../../src/mirna/sites/noncanonical-sites.ts';
import { canonicalSiteTypes, type SeedSiteType, seedSiteTypes } from '../../../src/mirna/sites/site-types.ts';
import { createUtrScanner } from '../../../src/mirna/sites/utr-scanner.ts';
import { geneRows } from '../../../src/targets/gene-rows.ts';
import { type CodingSite, compareCodingSites, findCodingSites } from '../../../src/targets/message-sites.ts';
import { PlainSites } from '../../../src/targets/plain-sites.ts';
import type { SearchedFamily, UtrPrediction } from '../../../src/targets/predict-sites.ts';
import type { ScoredSite } from '../../../src/targets/score-sites.ts';
import { createSiteSearch } from '../../../src/targets/search-sites.ts';
import { compareSites, placeOf, type RowWithScore, rankRows, type SiteRow } from '../../../src/targets/site-rows.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { checkFolder, makeOutputFolder, withTables } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { placeOutputs } from '../../files/output-place.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { printNotes } from '../../ui/console.ts';
import { withAccessibility } from '../inputs/accessibility-source.ts';
import { openFolder, openOptional } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { chooseFamilies } from './site-families.ts';
import { TargetScanFiles, targetScanFiles } from './targetscan-files.ts';

type SiteFlags = OptionValues<'sites'>;

const defaultTypes: readonly SiteType[] = [...canonicalSiteTypes, 'offset 6mer'];

/** Finds sites in all 3' UTRs, one after the other, and writes the tables asked for. */
export async function sites(given: GivenFlags<'sites'>): Promise<void> {
  const flags = readOptions('sites', given);
  const outputs = [flags.out, flags.genes, flags.codingSites].filter((path) => path !== undefined);
  const inputs = inputsOf('sites', flags);
  await placeOutputs(outputs, inputs);
  if (flags.codingSites !== undefined && flags.orfs === undefined) throw noCoding(flags.codingSites);
  if (flags.targetscanTables !== undefined)
    await checkFolder(flags.targetscanTables, { files: targetScanFiles, inputs });
  const { compat: rules = 'paper', species: reference } = flags;
  // Scores, and TargetScan's program, know the four canonical types only.
  const isCanonical = flags.scores || rules === 'targetscan70';
  const types = flags.siteTypes ?? (isCanonical ? canonicalSiteTypes : defaultTypes);
  const families = await chooseFamilies({ ...flags, reference });
  const isAligned = !(await isFasta(openInput(flags.utrs)));
  const isPlain = !flags.scores && flags.targetscanTables === undefined && flags.codingSites === undefined;
  if (!isAligned && isPlain && areSeedTypes(types)) {
    await writePlainSites(flags, families, types, reference);
    return;
  }
  const parameters =
    flags.params === undefined
      ? undefined
      : await readTargetScanParameters(await openFolder(flags.params), flags.params, reference, flags.conserved);
  const isWanted = (species: number) => flags.allSpecies === true || species === reference;
  const tables = flags.targetscanTables === undefined ? undefined : new TargetScanFiles();
  const canonical = types.filter((type) => (canonicalSiteTypes as readonly SiteType[]).includes(type));
  // To hybridize the sites of all families would take hours.
  const hasDuplexes = flags.scores === true && rules === 'paper' && flags.mirna !== undefined;
  const findOthers = createOtherFinder(families, types);

  const rows: SiteRow[] = [];
  const scoredRows: RowWithScore[] = [];
  /** Kept whole for TargetScan's tables only. */
  const scored: ScoredSite[] = [];
  const codingSites: CodingSite[] = [];
  let utrs = 0;
  const orfs = await withAccessibility(flags, printNotes, async ({ files, fold }) => {
    const context = await readContext(
      {
        airs: openOptional(flags.airs),
        orfs: openOptional(flags.orfs),
        orfLengths: openOptional(flags.orfLengths),
        orf8mers: openOptional(flags.orf8mers),
        accessibility: fileFinder(files),
        fold,
      },
      reference,
      tables ? undefined : isWanted,
    );
    const search = createSiteSearch({
      families,
      isAligned,
      conservation: parameters?.conservation,
      targetAbundance: parameters?.targetAbundance,
      rules,
      siteTypes: canonical as SeedSiteType[],
      isReported: tables ? undefined : isWanted,
      contextOf: flags.scores ? (utr, species) => context.contextOf(utr, species) : undefined,
      hybridize: hasDuplexes ? createHybridizers().hybridize : undefined,
    });
    const sequences = streamSequences(openInput(flags.utrs), reference);
    const searched = mapAhead(sequences, UTRS_AT_ONCE, async (utr) => ({ utr, found: await search(utr) }));
    for await (const { utr, found } of searched) {
      utrs++;
      tables?.add(utr.id, found.prediction);
      if (flags.scores) {
        for (const row of found.rows) scoredRows.push(row);
        if (tables) for (const site of found.scored) scored.push(site);
      } else {
        for (const row of plainRows(utr.id, found.prediction)) if (isWanted(row.species)) rows.push(row);
      }
      for (const row of findOthers(utr, reference)) rows.push(row);
      const own = flags.codingSites === undefined ? undefined : utr.rows.get(reference);
      if (own !== undefined) {
        const { length } = withoutGaps(own);
        const message = { id: utr.id, length, coding: context.codingOf(utr, reference) };
        for (const site of findCodingSites(message, families)) codingSites.push(site);
      }
    }
    return context.orfs;
  });
  rankRows(scoredRows, rules);
  for (const row of scoredRows) if (isWanted(row.species)) rows.push(row);
  const hasScores = flags.scores === true;
  const choice = { isAligned, hasSpecies: flags.allSpecies === true, hasScores, hasDuplexes };
  const ranked = flags.scores ? scored.map((site, k) => ({ ...site, ranks: scoredRows[k]!.score.ranks! })) : undefined;
  const hasConservation = isAligned && parameters?.conservation !== undefined;
  const texts = tables?.texts(families, orfs, ranked, hasConservation) ?? new Map<string, string>();
  if (flags.targetscanTables !== undefined) makeOutputFolder(flags.targetscanTables);
  const place = (name: string) => join(flags.targetscanTables!, name);
  await withTables(
    { outputs: [...outputs, ...[...texts.keys()].map(place)], inputs },
    async (writeTable, writeText) => {
      await writeTable(flags.out, siteTable.toColumns(siteValues(rows.sort(compareSites), choice)));
      if (flags.genes !== undefined) {
        await writeTable(
          flags.genes,
          siteSumTable.toColumns(siteSumValues(geneRows(rows, reference), types, hasScores)),
        );
      }
      if (flags.codingSites !== undefined) {
        codingSites.sort(compareCodingSites);
        await writeTable(flags.codingSites, codingSiteTable.toColumns(codingSiteValues({ codingSites })));
      }
      for (const [name, text] of texts) await writeText(place(name), text);
    },
  );
  printNotes([`${rows.length} sites of ${families.length} families in ${utrs} 3' UTRs in ${flags.out}`]);
  if (flags.codingSites !== undefined)
    printNotes([`${codingSites.length} sites in coding sequences in ${flags.codingSites}`]);
}

function noCoding(file: string): Fault {
  return new Fault({
    code: 'CODING_NONE',
    option: 'orfs',
    message: 'there are no coding sequences to look for sites in',
    file: '--coding-sites',
    found: `--coding-sites ${file} without --orfs`,
    expected: "--orfs FILE: coding sequences (FASTA) with the names of the 3' UTRs",
    hint: 'Give --orfs; seedrank utrs cuts both out of a genome.',
  });
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
  for await (const utr of streamSequences(openInput(utrs), reference)) {
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
      found.push({ utr: utr.id, mirna, type, start, end, species: reference });
    if (scan) for (const site of scan({ id: utr.id, sequence })) add(site.mirna, site);
    if (rareTypes.length === 0) return found;
    for (const mirna of families.flatMap((family) => family.mirnas.get(reference) ?? [])) {
      for (const site of findNoncanonicalSites(sequence, mirna, rareTypes)) add(mirna.name, site);
    }
    return found;
  };
}

function plainRows(utr: string, prediction: UtrPrediction): SiteRow[] {
  return prediction.families.flatMap(({ family, sites: found }) =>
    found.map((site) => ({ utr, mirna: family.name, ...placeOf(site), predicted: site })),
  );
}
