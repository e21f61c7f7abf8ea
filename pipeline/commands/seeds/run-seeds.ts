import { type AdoptedResults, adoptResults } from '../../../src/analyses/adopt-results.ts';
import { sitesIfListed } from '../../../src/analyses/ranking/listed-sites.ts';
import { explainBySeeds, familySites } from '../../../src/analyses/seeds/explain-by-seeds.ts';
import type { FamilySites } from '../../../src/analyses/seeds/family-sites.ts';
import { countListed, listFamilies } from '../../../src/analyses/seeds/listed-families.ts';
import { verdictFile } from '../../../src/artifacts/json-files.ts';
import { familyTable, landscapeTable, wordTable } from '../../../src/artifacts/seed-tables.ts';
import type { FamilyResult } from '../../../src/enrichment/seeds/family-scan.ts';
import type { WordScan } from '../../../src/enrichment/seeds/word-landscape.ts';
import { Fault } from '../../../src/fault.ts';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { detectSites } from '../../../src/ranking/sites/detect-site-columns.ts';
import { checkFolder, withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { chooseMirnas } from '../inputs/choose-mirnas.ts';
import { asNotes, readGeneNames, readGeneUtrs } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

type SeedsFlags = OptionValues<'seeds'>;

const wordFiles: readonly string[] = ['words.tsv', 'landscape.tsv'];
const seedFiles = ['families.tsv', ...wordFiles, 'verdict.json'];

/** Ranks seed families and words, prints the first and a verdict, and writes the tables if a folder is named. */
export async function seeds(flagged: GivenFlags<'seeds'>): Promise<void> {
  const flags = readOptions('seeds', flagged);
  const { top, effect } = flags;
  const inputs = inputsOf('seeds', flags);
  if (flags.out !== undefined) await checkFolder(flags.out, { files: seedFiles, inputs });
  const given = flags.mirnas === undefined ? [] : parseMirnas(await readMirnas(openInput(flags.mirnas)), flags.mirnas);
  const mirnas = flags.mirna === undefined ? [] : await chooseMirnas(flags);
  const adopted = adoptResults(await readResultTable(openInput(flags.de)));
  const { sites, notes } = await readFamilies(flags, mirnas, given, adopted);
  const answer = explainBySeeds({ results: adopted.results, sites, mirnas, effect });
  const { families, scans, familyOf, verdict } = answer;
  const movement = answer.movement();
  if (flags.out !== undefined) {
    const files = scans.length > 0 ? seedFiles : seedFiles.filter((name) => !wordFiles.includes(name));
    await withFolder(flags.out, { files, inputs }, async (write, writeText) => {
      await write('families.tsv', familyTable.toColumns(answer.familyTable()));
      if (scans.length > 0) {
        await write('words.tsv', wordTable.toColumns(answer.wordTable({ all: flags.allWords })));
        await write('landscape.tsv', landscapeTable.toColumns(answer.landscapeTable()));
      }
      await writeText('verdict.json', verdictFile.format(verdict));
    });
  }
  printNotes([...adopted.notes, ...notes, ...answer.notes]);
  print(formatTable(familyRows(families, top)));
  if (scans.length > 0) print(`\n${formatTable(wordRows(scans, familyOf, top))}`);
  if (movement !== undefined) print(`\n${movement.heading} ${movement.text}`);
  print(`\n${verdict.text}`);
}

async function readFamilies(
  flags: SeedsFlags,
  mirnas: readonly Mirna[],
  given: readonly Mirna[],
  adopted: AdoptedResults,
): Promise<{ readonly sites: FamilySites; readonly notes: readonly string[] }> {
  const { utrs, sites } = flags;
  const { geneIds } = adopted.results;
  if (utrs !== undefined && sites !== undefined) {
    throw new Fault({
      code: 'SITES_TWICE',
      message: "both 3' UTRs and a table of sites are given",
      file: '--sites',
      found: `--utrs ${utrs} and --sites ${sites}`,
      expected: 'one of them',
      hint: "Give 3' UTRs where you have them: words are then scanned too.",
    });
  }
  const { named, notes: naming } = await readGeneNames(flags, flags.de, adopted);
  if (utrs !== undefined) {
    const { sequences, notes, warnings } = await readGeneUtrs(utrs, flags, adopted, named);
    const { sites: searched, notes: which } = await familySites(sequences, mirnas, given);
    return { sites: searched, notes: [...naming, ...notes, ...asNotes(warnings), ...which] };
  }
  if (sites !== undefined) {
    const detected = detectSites(await readTable(openInput(sites)));
    const { listed } = detected;
    const names = { geneIds, symbols: named?.names };
    const families = await listFamilies(listed, [...mirnas, ...given], names, sites);
    const traits = [countListed(families, geneIds.length)];
    const perturbed = mirnas.length === 0 ? undefined : await sitesIfListed([detected], mirnas, names, sites);
    const isUnlisted = mirnas.length > 0 && perturbed === undefined;
    const notes = [...naming, `${families.length} families are listed`];
    if (isUnlisted) notes.push('no site of the miRNA is listed: whether its targets moved is not known');
    return { sites: { families, traits, perturbed }, notes };
  }
  throw new Fault({
    code: 'SITES_NONE',
    message: 'it is not said where the sites are',
    file: '--utrs',
    expected: "--utrs FILE (3' UTRs to search) or --sites FILE (a table of sites of many miRNAs)",
    hint: "Give 3' UTRs, or TargetScan's Summary_Counts as --sites.",
  });
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
    ...scans.flatMap(({ codes, describe }) =>
      Array.from(codes.subarray(0, each), describe).map((word) => [
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
