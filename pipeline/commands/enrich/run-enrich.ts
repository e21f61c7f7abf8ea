import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { enrichSets, type SetAnswer } from '../../../src/analyses/enrichment/enrich-sets.ts';
import { gatherCollections } from '../../../src/analyses/enrichment/gather-collections.ts';
import { geneStatistics } from '../../../src/analyses/enrichment/gene-statistics.ts';
import { identifyHumanGenes } from '../../../src/analyses/enrichment/identify-human-genes.ts';
import type { SetGenes } from '../../../src/analyses/enrichment/map-sets.ts';
import { setEvidence } from '../../../src/analyses/enrichment/set-evidence.ts';
import type { SetEvidence } from '../../../src/analyses/enrichment/test-sets.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { lostSymbolTable, setTable, skippedSetTable } from '../../../src/artifacts/set-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { formatGmt } from '../../../src/formats/sets/gmt.ts';
import { readRankFile } from '../../../src/formats/sets/rank-file.ts';
import { withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { BUILT_IN } from '../../study/options/option-table.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { readGeneNames } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

type EnrichFlags = OptionValues<'enrich'>;

/** Tests gene sets on a result table or a ranked list, writes the tables and prints the first sets. */
export async function enrich(given: GivenFlags<'enrich'>): Promise<void> {
  const flags = readOptions('enrich', given);
  const builtIn = flags.sets.filter((source) => source.startsWith(BUILT_IN)).map((source) => source.slice(BUILT_IN.length));
  const files = flags.sets.filter((source) => !source.startsWith(BUILT_IN)).map(openInput);
  const { genes, evidence, notes } = await readGenes(flags);
  const gathered = await gatherCollections(files, builtIn);
  const answer = await enrichSets({
    genes,
    evidence,
    collections: gathered.collections,
    identify: await identifyHumanGenes(),
    tests: flags.tests,
    options: {
      minSize: flags.minSize,
      maxSize: flags.maxSize,
      seed: flags.seed,
      rho: flags.rho,
      rankTest: flags.rankTest,
    },
  });
  const outputs = ['sets.tsv', 'leading_edges.gmt', 'lost_symbols.tsv', 'skipped_sets.tsv'];
  await withFolder(flags.out, { files: outputs, inputs: inputsOf('enrich', flags) }, async (write, writeText) => {
    await write('sets.tsv', setTable.toColumns(answer.table()));
    await writeText('leading_edges.gmt', formatGmt(answer.leadingEdges()));
    await write('lost_symbols.tsv', lostSymbolTable.toColumns(answer.lostSymbols()));
    await write('skipped_sets.tsv', skippedSetTable.toColumns(answer.skippedSets()));
  });
  printNotes([...notes, ...gathered.notes, ...answer.notes]);
  print(formatTable(firstSets(answer)));
}

interface GenesRead {
  readonly genes: SetGenes;
  readonly evidence: SetEvidence;
  readonly notes: readonly string[];
}

async function readGenes(flags: EnrichFlags): Promise<GenesRead> {
  const { de, ranks } = flags;
  if ((de === undefined) === (ranks === undefined)) throw eitherOr(de !== undefined);
  if (de !== undefined) return readResults(flags, de);
  const { file, names, values, notes } = await readRankFile(openInput(ranks!));
  return { genes: { file, ids: names, statistic: values }, evidence: {}, notes };
}

async function readResults(flags: EnrichFlags, de: string): Promise<GenesRead> {
  const adopted = adoptResults(await readResultTable(openInput(de)));
  const { results } = adopted;
  const { statistic, notes } = geneStatistics(results, flags.statistic, de);
  const named = await readGeneNames(flags, de, adopted);
  const ranking =
    flags.ranking === undefined ? undefined : rankingTable.parse(await openInput(flags.ranking).bytes(), flags.ranking);
  return {
    genes: {
      file: de,
      ids: results.geneIds,
      symbols: named?.names,
      statistic,
      weight: results.baseMean,
    },
    evidence: setEvidence(results, flags.alpha, ranking),
    notes: [...adopted.notes, ...(named?.notes ?? []), ...notes],
  };
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
  columns.push(['', (row) => (titles[row]!.startsWith('http') ? '' : titles[row]!)]);
  const rows = [...sets.keys()].slice(0, SHOWN);
  return [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
}
