import { basename } from 'node:path';
import { type AdoptedResults, adoptResults } from '../../../src/analyses/adopt-results.ts';
import { listedSites, sitesIfListed } from '../../../src/analyses/ranking/listed-sites.ts';
import { rankGenes } from '../../../src/analyses/ranking/rank-genes.ts';
import { siteShiftValues } from '../../../src/analyses/ranking/shift-values.ts';
import { type KnownSites, knownSites } from '../../../src/analyses/ranking/sites-of-genes.ts';
import { summarizeRanking } from '../../../src/analyses/ranking/summarize-ranking.ts';
import { type BackgroundResults, takeOutShared } from '../../../src/analyses/ranking/take-out-shared.ts';
import { findTargets } from '../../../src/analyses/targets/find-targets.ts';
import { codingSiteValues, targetValues, utrFacts } from '../../../src/analyses/targets/target-values.ts';
import { rankingTable, siteShiftTable } from '../../../src/artifacts/ranking-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import { detectSites } from '../../../src/ranking/sites/detect-site-columns.ts';
import { checkFolder, withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { withAccessibility } from '../inputs/accessibility-source.ts';
import { chooseMirnas } from '../inputs/choose-mirnas.ts';
import { asNotes, openFolder, openOptional, readGeneNames, readGeneUtrs } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { type Background, readBackground } from '../inputs/read-background.ts';

type RankFlags = OptionValues<'rank'>;

const rankFiles = ['ranking.tsv', 'candidates.tsv', 'site_shifts.tsv'];

/** Ranks the genes of result tables and writes the tables of the ranking. */
export async function rank(given: GivenFlags<'rank'>): Promise<void> {
  const flags = readOptions('rank', given);
  const { fdr, alpha, ranker } = flags;
  const effects = readEffects(flags);
  const inputs = inputsOf('rank', flags);
  await checkFolder(flags.out, { files: rankFiles, inputs });
  const mirnas = await chooseMirnas(flags);
  const tables = await Promise.all(flags.de.map(async (file) => adoptResults(await readResultTable(openInput(file)))));
  const background = await readBackground(flags.background ?? [], flags.mirnas, effects[0]!);
  const { symbols, known, notes, withSites } = await readSites(flags, mirnas, tables[0]!, background);
  const names = nameTables(flags.de);
  const shared = tables.map(({ results }) =>
    background.length === 0 ? undefined : takeOutShared({ results, mirnas, sites: known.sites, background: withSites }),
  );
  const contrasts = tables.map(({ results }, i) => {
    return { name: names[i]!, results, effect: effects[i]!, shared: shared[i]?.takenOut };
  });
  const intendedTargets = flags.intendedTarget;
  const answer = rankGenes({ contrasts, known, mirnas, symbols, alpha, fdr, ranker, intendedTargets });
  const shifts = answer.shifts();
  await withFolder(flags.out, { files: rankFiles, inputs }, async (write) => {
    await write('ranking.tsv', rankingTable.toColumns(answer.table()));
    await write('candidates.tsv', rankingTable.toColumns(answer.table('candidate')));
    await write('site_shifts.tsv', siteShiftTable.toColumns(siteShiftValues(shifts)));
  });
  const told = new Set(shared.flatMap((one) => one?.notes ?? []).map(formatNote));
  printNotes([...tables.flatMap((table) => table.notes), ...notes, ...told, ...answer.notes.map(formatNote)]);
  print(summarizeRanking(answer, shifts, { fdr, effect: effects[0]! }));
}

/** What the contrasts are called: the names of their tables, or their numbers where these are not enough. */
function nameTables(files: readonly string[]): string[] {
  const names = files.map((file) =>
    basename(file).replace(
      /(\.(tsv|csv|txt|gz|results|deseq2|edger-(ql|ql-legacy|lrt|exact)|limma-(voom|trend)|voomlmfit))+$/i,
      '',
    ),
  );
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

function formatNote({ level, text }: { readonly level: string; readonly text: string }): string {
  return level === 'warning' ? `warning: ${text}` : text;
}

interface SitesRead {
  /** The background with the sites of its miRNAs, where these are known. */
  readonly withSites: readonly BackgroundResults[];
  readonly known: KnownSites;
  readonly symbols: readonly string[] | undefined;
  readonly notes: readonly string[];
}

async function readSites(
  flags: RankFlags,
  mirnas: readonly Mirna[],
  first: AdoptedResults,
  background: readonly Background[],
): Promise<SitesRead> {
  const { geneIds } = first.results;
  const { named, notes: naming } = await readGeneNames(flags, flags.de[0]!, first);
  const symbols = named?.names;
  if (flags.utrs !== undefined) {
    const { links, notes, warnings } = await readGeneUtrs(flags.utrs, flags, first, named);
    const searchedMirnas = [
      ...new Map([...mirnas, ...background.flatMap((one) => one.mirnas)].map((one) => [one.name, one])).values(),
    ];
    const files = {
      utrs: openInput(flags.utrs),
      orfs: openOptional(flags.orfs),
      airs: openOptional(flags.airs),
      parameters: await openFolder(flags.targetscanParams),
    };
    const found = await withAccessibility(flags, printNotes, ({ files: accessibility, fold }) =>
      findTargets(searchedMirnas, { ...files, accessibility, fold }, flags.utrSpecies),
    );
    const searched = {
      sites: targetValues(found),
      counts: utrFacts(found),
      codingSites: codingSiteValues(found),
      links,
    };
    const known = knownSites(searched, mirnas, geneIds);
    const withSites = background.map((one) => ({ ...one, sites: knownSites(searched, one.mirnas, geneIds).sites }));
    return { known, withSites, symbols, notes: [...naming, ...notes, ...asNotes(warnings), ...found.notes] };
  }
  if (flags.sites !== undefined) {
    const tables = await Promise.all(flags.sites.map(async (file) => detectSites(await readTable(openInput(file)))));
    const file = flags.sites.join(', ');
    const { known, notes } = await listedSites(tables, mirnas, { geneIds, symbols }, file);
    const withSites = await Promise.all(
      background.map(async (one) => ({
        ...one,
        sites: await sitesIfListed(tables, one.mirnas, { geneIds, symbols }, file),
      })),
    );
    const unknown = withSites
      .filter(({ sites }) => sites === undefined)
      .map(({ name }) => `no site of ${name} is listed: its own targets are not told from what is shared`);
    return { symbols, known, withSites, notes: [...naming, ...notes, ...unknown] };
  }
  throw new Fault({
    code: 'SITES_NONE',
    message: 'it is not said where the sites are',
    file: '--utrs',
    expected: "--utrs FILE (3' UTRs to search) or --sites FILE (a table of sites)",
    hint: "Give 3' UTRs, or TargetScan's Summary_Counts as --sites.",
  });
}
