import { verdictFile } from '../../../src/artifacts/json-files.ts';
import { familyTable, landscapeTable } from '../../../src/artifacts/seed-tables.ts';
import { withTrueMinus } from '../../../src/report/format.ts';
import type { SeedFamily, SeedResults, WordCurve } from '../../../src/report/report-data.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';

/** Families of each direction that a report shows, besides those of the perturbed miRNA. */
const SHOWN = 10;

/** What the stage `seeds` has found for one contrast. */
export async function readSeedResults(files: {
  readonly verdict: string;
  readonly families: string;
  readonly landscape: string;
}): Promise<SeedResults> {
  const { outcome, text, families } = await readJsonArtifact(files.verdict, verdictFile);
  const top = (await readFamilies(files.families)).filter(({ rank, sought }) => rank <= SHOWN || sought);
  return { outcome, text: withTrueMinus(text), families, top, curves: await readCurves(files.landscape) };
}

async function readFamilies(file: string): Promise<SeedFamily[]> {
  const table = await readArtifact(file, familyTable);
  return table.families.map((name, row) => ({
    name,
    seed: table.seeds[row]!,
    sought: table.sought[row] === 'yes',
    direction: table.directions[row] as SeedFamily['direction'],
    rank: table.ranks[row]!,
    genes: table.genes[row]!,
    z: table.z[row]!,
    padj: table.padj[row]!,
    log10P: table.log10Pvalues[row]!,
    members: table.members[row]!.split(','),
  }));
}

/** The rows of a word stand together. */
async function readCurves(file: string): Promise<WordCurve[]> {
  const { words, ranks, seedOf, sought, leadingGenes, signedLog10P } = await readArtifact(file, landscapeTable);
  const first = [...words.keys()].filter((row) => row === 0 || words[row] !== words[row - 1]);
  return first.map((row, k) => {
    const end = first[k + 1] ?? words.length;
    return {
      word: words[row]!,
      rank: ranks[row]!,
      seedOf: seedOf[row]!,
      sought: sought[row] === 'yes',
      leadingGenes: leadingGenes.slice(row, end),
      signedLog10P: signedLog10P.slice(row, end),
    };
  });
}
