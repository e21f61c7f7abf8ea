import { readFile } from 'node:fs/promises';
import { numbersOf, readTable, textOf } from '../../../src/formats/delimited/read-table.ts';
import { withTrueMinus } from '../../../src/report/format.ts';
import type { SeedFamily, SeedResults, WordCurve } from '../../../src/report/report-data.ts';
import { openInput } from '../../files/open-input.ts';

/** Families of each direction that a report shows, besides those of the perturbed miRNA. */
const SHOWN = 10;

/** What the stage `seeds` has found for one contrast. */
export async function readSeedResults(files: {
  readonly verdict: string;
  readonly families: string;
  readonly landscape: string;
}): Promise<SeedResults> {
  const { outcome, text, families } = JSON.parse(await readFile(files.verdict, 'utf8')) as {
    outcome: SeedResults['outcome'];
    text: string;
    families: number;
  };
  const top = (await readFamilies(files.families)).filter(({ rank, sought }) => rank <= SHOWN || sought);
  return { outcome, text: withTrueMinus(text), families, top, curves: await readCurves(files.landscape) };
}

async function readFamilies(file: string): Promise<SeedFamily[]> {
  const table = await readTable(openInput(file), { text: ['family', 'seed', 'sought', 'direction', 'members'] });
  const number = (name: string) => numbersOf(table, name);
  const [rank, genes, z, padj, log10P] = ['rank', 'genes', 'z', 'padj', 'log10_pvalue'].map(number);
  const text = (name: string) => textOf(table, name);
  const [seed, sought, direction, members] = ['seed', 'sought', 'direction', 'members'].map(text);
  return text('family').map((name, row) => ({
    name,
    seed: seed![row]!,
    sought: sought![row] === 'yes',
    direction: direction![row] as SeedFamily['direction'],
    rank: rank![row]!,
    genes: genes![row]!,
    z: z![row]!,
    padj: padj![row]!,
    log10P: log10P![row]!,
    members: members![row]!.split(','),
  }));
}

/** The rows of a word stand together. */
async function readCurves(file: string): Promise<WordCurve[]> {
  const table = await readTable(openInput(file), { text: ['word', 'seed_of', 'sought'] });
  const words = textOf(table, 'word');
  const [genes, values, ranks] = ['leading_genes', 'signed_log10_p', 'rank'].map((name) => numbersOf(table, name));
  const first = [...words.keys()].filter((row) => row === 0 || words[row] !== words[row - 1]);
  return first.map((row, k) => {
    const end = first[k + 1] ?? words.length;
    return {
      word: words[row]!,
      rank: ranks![row]!,
      seedOf: textOf(table, 'seed_of')[row]!,
      sought: textOf(table, 'sought')[row] === 'yes',
      leadingGenes: Int32Array.from(genes!.slice(row, end)),
      signedLog10P: values!.slice(row, end),
    };
  });
}
