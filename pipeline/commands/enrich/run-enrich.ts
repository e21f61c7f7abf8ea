import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { enrichResults, type ResultQuestion } from '../../../src/analyses/enrichment/enrich-results.ts';
import { enrichSets, type SetAnswer } from '../../../src/analyses/enrichment/enrich-sets.ts';
import { gatherCollections } from '../../../src/analyses/enrichment/gather-collections.ts';
import { identifyHumanGenes } from '../../../src/analyses/enrichment/identify-human-genes.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import {
  lostSymbolTable,
  runningScoreTable,
  setOverlapTable,
  setTable,
  skippedSetTable,
} from '../../../src/artifacts/set-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { formatGmt } from '../../../src/formats/sets/gmt.ts';
import { readRankFile } from '../../../src/formats/sets/rank-file.ts';
import { withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { BUILT_IN } from '../../study/options/option-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { gseaOnThreads } from '../../threads/gsea-threads.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { readGeneNames } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

type EnrichFlags = OptionValues<'enrich'>;

/** Tests gene sets on a result table or a ranked list, writes the tables and prints the first sets. */
export async function enrich(given: GivenFlags<'enrich'>): Promise<void> {
  const flags = readOptions('enrich', given);
  const { de, ranks } = flags;
  if ((de === undefined) === (ranks === undefined)) throw eitherOr(de !== undefined);
  const isBuiltIn = (source: string) => source.startsWith(BUILT_IN);
  const gathered = await gatherCollections(
    flags.sets.filter((source) => !isBuiltIn(source)).map(openInput),
    flags.sets.filter(isBuiltIn).map((source) => source.slice(BUILT_IN.length)),
  );
  const { minSize, maxSize, seed, rho, rankTest } = flags;
  const how: How = {
    collections: gathered.collections,
    tests: flags.tests,
    options: { minSize, maxSize, seed, rho, rankTest },
    runGsea: gseaOnThreads(flags.threads ?? availableThreads()),
  };
  const answer = de === undefined ? await enrichRanks(ranks!, how) : await enrichTable(de, flags, how);
  const outputs = [
    'sets.tsv',
    'leading_edges.gmt',
    'lost_symbols.tsv',
    'skipped_sets.tsv',
    'running_scores.tsv',
    'set_overlaps.tsv',
  ];
  await withFolder(flags.out, { files: outputs, inputs: inputsOf('enrich', flags) }, async (write, writeText) => {
    await write('sets.tsv', setTable.toColumns(answer.table()));
    await writeText('leading_edges.gmt', formatGmt(answer.leadingEdges()));
    await write('lost_symbols.tsv', lostSymbolTable.toColumns(answer.lostSymbols()));
    await write('skipped_sets.tsv', skippedSetTable.toColumns(answer.skippedSets()));
    await write('running_scores.tsv', runningScoreTable.toColumns(answer.runningScores()));
    await write('set_overlaps.tsv', setOverlapTable.toColumns(answer.overlaps()));
  });
  printNotes([...gathered.notes, ...answer.notes]);
  print(formatTable(firstSets(answer)));
}

type How = Pick<ResultQuestion, 'collections' | 'tests' | 'options' | 'runGsea'>;

async function enrichRanks(ranks: string, how: How): Promise<SetAnswer> {
  const { file, names, values, notes } = await readRankFile(openInput(ranks));
  const answer = await enrichSets({
    ...how,
    genes: { file, ids: names, statistic: values },
    evidence: {},
    identify: await identifyHumanGenes(),
  });
  return { ...answer, notes: [...notes, ...answer.notes] };
}

async function enrichTable(de: string, flags: EnrichFlags, how: How): Promise<SetAnswer> {
  const adopted = adoptResults(await readResultTable(openInput(de)));
  const { named, notes } = await readGeneNames(flags, de, adopted);
  const { alpha, statistic, ranking } = flags;
  const answer = await enrichResults({
    ...how,
    file: de,
    results: adopted.results,
    symbols: named?.names,
    ranking: ranking === undefined ? undefined : rankingTable.parse(await openInput(ranking).bytes(), ranking),
    alpha,
    statistic,
  });
  return { ...answer, notes: [...adopted.notes, ...notes, ...answer.notes] };
}

function eitherOr(both: boolean): Fault {
  return new Fault({
    code: 'ENRICH_GENES',
    message: both ? 'both a result table and a ranked list are given' : 'it is not said which genes to rank',
    file: '--de',
    expected: '--de FILE (a result table) or --ranks FILE (genes with a statistic each)',
    hint: 'Give one of them; a result table says which genes are significant too.',
  });
}

/** Sets that are printed. */
const SHOWN = 10;

function firstSets(answer: SetAnswer): string[][] {
  const { sets, collections, mapped, titles, fdr, ...table } = answer.table();
  const columns: (readonly [string, (row: number) => string])[] = [
    ['set', (row) => sets[row]!],
    ['collection', (row) => collections[row]!],
    ['genes', (row) => String(mapped[row]!)],
  ];
  const add = (name: string, values: Float64Array | undefined, format: (value: number) => string) => {
    if (values !== undefined) columns.push([name, (row) => format(values[row]!)]);
  };
  const number = (value: number) => (Number.isNaN(value) ? 'NA' : value.toFixed(2));
  const p = (value: number) => (Number.isNaN(value) ? 'NA' : value.toExponential(1));
  add('camera t', table.cameraT, number);
  add('camera p', table.cameraP, p);
  add('ora p', table.oraP, p);
  add('NES', table.nes, number);
  add('gsea p', table.gseaP, p);
  add('fdr', fdr, p);
  if (table.labels !== undefined) columns.push(['moved by', (row) => table.labels![row]!]);
  columns.push(['', (row) => (/^(https?:|na$)/.test(titles[row]!) ? '' : titles[row]!)]);
  const rows = [...sets.keys()].slice(0, SHOWN);
  return [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
}
