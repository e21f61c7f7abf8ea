import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FamilyGenes, type FamilyResult, scanFamilies } from '../../../src/enrichment/seeds/family-scan.ts';
import { scanRankedWords } from '../../../src/enrichment/seeds/ranked-words.ts';
import { searchFamilies } from '../../../src/enrichment/seeds/search-families.ts';
import { familyTable, landscapeTable, wordTable } from '../../../src/enrichment/seeds/seed-tables.ts';
import { seedVerdict } from '../../../src/enrichment/seeds/seed-verdict.ts';
import { familyOfWords } from '../../../src/enrichment/seeds/seed-words.ts';
import { utrTraits } from '../../../src/enrichment/seeds/utr-traits.ts';
import type { WordScan } from '../../../src/enrichment/seeds/word-landscape.ts';
import { Fault } from '../../../src/fault.ts';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import { groupByFamily, loadCandidateMirnas } from '../../../src/mirna/families/families.ts';
import { type Mirna, parseMirnas } from '../../../src/mirna/families/mirna.ts';
import type { DetectedChanges } from '../../../src/ranking/changes/change-columns.ts';
import { standardErrors } from '../../../src/ranking/changes/effect-sizes.ts';
import { detectSites } from '../../../src/ranking/sites/detect-site-columns.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { chooseMirnas } from '../inputs/choose-mirnas.ts';
import { readChanges } from '../inputs/read-changes.ts';
import { readGeneUtrs } from '../inputs/searched-utrs.ts';
import { countListed, listFamilies } from './listed-families.ts';

type SeedsFlags = OptionValues<'seeds'>;

/** Sites of all families, and what genes must share to be compared. */
interface FamilySites {
  readonly families: readonly FamilyGenes[];
  readonly traits: readonly Float64Array[];
  readonly notes: readonly string[];
  readonly sequences?: readonly (Uint8Array | undefined)[];
}

/** Words of each length whose landscapes are written, besides those of the perturbed miRNA. */
const LANDSCAPES = 20;

/** Ranks seed families and words, prints the first and a verdict, and writes the tables if a folder is named. */
export async function seeds(flagged: GivenFlags<'seeds'>): Promise<void> {
  const flags = readOptions('seeds', flagged);
  const { top, effect } = flags;
  const given =
    flags.mirnas === undefined ? undefined : parseMirnas(await readMirnas(openInput(flags.mirnas)), flags.mirnas);
  const mirnas = flags.mirna === undefined ? [] : await chooseMirnas(flags);
  const detected = await readChanges(flags.de);
  const { changes } = detected;
  const errors = standardErrors(changes);
  const z = changes.log2FoldChange.map((change, row) => change / errors[row]!);
  const { families, traits, notes, sequences } = await readFamilies(flags, mirnas, given, detected);
  const results = scanFamilies({ z, traits: [changes.baseMean, ...traits], families });
  const scans = sequences === undefined ? [] : scanRankedWords(z, sequences);
  const familyOf = familyOfWords(families);
  const sought = new Set(mirnas.map(({ seed }) => seed));
  const verdict = seedVerdict(results, { mirnas, effect });
  if (flags.out !== undefined) {
    await mkdir(flags.out, { recursive: true });
    const path = (name: string) => join(flags.out!, name);
    await writeTable(path('families.tsv'), familyTable(results, sought));
    if (scans.length > 0) {
      await writeTable(path('words.tsv'), wordTable(scans, familyOf));
      await writeTable(path('landscape.tsv'), landscapeTable(scans, familyOf, { first: LANDSCAPES, sought }));
    }
    await writeFile(path('verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`);
  }
  printNotes([...detected.notes, ...notes]);
  print(formatTable(familyRows(results, top)));
  if (scans.length > 0) print(`\n${formatTable(wordRows(scans, familyOf, top))}`);
  print(`\n${verdict.text}`);
}

async function readFamilies(
  { utrs, sites }: SeedsFlags,
  mirnas: readonly Mirna[],
  given: readonly Mirna[] | undefined,
  { changes, symbols }: DetectedChanges,
): Promise<FamilySites> {
  const names = { geneIds: changes.geneIds, symbols };
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
  if (utrs !== undefined) {
    const { sequences, notes } = await readGeneUtrs(utrs, names);
    const { utrLength, utrGc } = utrTraits(sequences);
    const candidates = given === undefined ? await loadCandidateMirnas(mirnas) : { mirnas: given };
    const families = searchFamilies(groupByFamily([...mirnas, ...candidates.mirnas]), sequences);
    const which = candidates.note === undefined ? [] : [candidates.note];
    return { families, traits: [utrLength, utrGc], notes: [...notes, ...which], sequences };
  }
  if (sites !== undefined) {
    const { listed } = detectSites(await readTable(openInput(sites)));
    const families = await listFamilies(listed, [...mirnas, ...(given ?? [])], names, sites);
    const traits = [countListed(families, changes.geneIds.length)];
    return { families, traits, notes: [`${families.length} families are listed`] };
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
