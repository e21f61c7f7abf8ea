import { noteFile } from '../../../src/artifacts/json-files.ts';
import { runningScoreTable, setOverlapTable, setTable } from '../../../src/artifacts/set-tables.ts';
import type { GeneSetResult, GeneSetResults, RunningScore, SetLabel } from '../../../src/report/set-results.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';

/** Sets that a report shows. */
const SHOWN = 20;

interface SetFiles {
  readonly sets: string;
  readonly runningScores: string;
  readonly overlaps: string;
  readonly notes: string;
}

/** What the stage `enrich` has found for one contrast; leading edges name genes as figures do, by `names` [genes]. */
export async function readSetResults(
  files: SetFiles,
  names: readonly string[],
  alpha: number,
): Promise<GeneSetResults> {
  const table = await readArtifact(files.sets, setTable);
  const rowOf = new Map(names.map((name, row) => [name, row]));
  const unknown = (values: ArrayLike<number> | undefined, row: number) => values?.[row] ?? Number.NaN;
  const sets = table.sets.slice(0, SHOWN).map(
    (name, row): GeneSetResult => ({
      name,
      collection: table.collections[row]!,
      title: table.titles[row]!,
      genes: table.mapped[row]!,
      nes: unknown(table.nes, row),
      gseaP: unknown(table.gseaP, row),
      cameraT: unknown(table.cameraT, row),
      cameraP: unknown(table.cameraP, row),
      fryP: unknown(table.fryP, row),
      oraOverlap: unknown(table.oraOverlap, row),
      oraP: unknown(table.oraP, row),
      candidates: unknown(table.candidateOverlap, row),
      fdr: table.fdr[row]!,
      leadingEdge: (table.leadingEdge?.[row] ?? '')
        .split(',')
        .flatMap((gene) => (rowOf.has(gene) ? [rowOf.get(gene)!] : [])),
      siteGenes: unknown(table.siteGenes, row),
      label: table.labels?.[row] as SetLabel | undefined,
      group: table.groups?.[row] ?? name,
    }),
  );
  const notes = await readJsonArtifact(files.notes, noteFile);
  return {
    tested: table.sets.length,
    significant: table.fdr.filter((fdr) => fdr < alpha).length,
    alpha,
    first: firstTest(table),
    done: {
      camera: table.cameraP !== undefined,
      fry: table.fryP !== undefined,
      ora: table.oraP !== undefined,
      gsea: table.gseaP !== undefined,
      causes: table.labels !== undefined,
    },
    notes: notes.map(({ text }) => text),
    sets,
    curves: await readCurves(files.runningScores),
    overlaps: await readOverlaps(files.overlaps, sets),
  };
}

type SetValues = ReturnType<typeof setTable.parse>;

/** The test whose adjusted p-values are those of the table. */
function firstTest({ fdr, cameraFdr, fryFdr, oraFdr, gseaFdr }: SetValues): string {
  const tests = { camera: cameraFdr, fry: fryFdr, ora: oraFdr, gsea: gseaFdr };
  const isFirst = (values: Float64Array | undefined) =>
    values?.every((value, row) => Object.is(value, fdr[row])) === true;
  return Object.entries(tests).find(([, values]) => isFirst(values))![0];
}

/** The rows of a set stand together. */
async function readCurves(file: string): Promise<RunningScore[]> {
  const { sets, collections, genes, places, before, after } = await readArtifact(file, runningScoreTable);
  const isFirst = (row: number) =>
    row === 0 || sets[row] !== sets[row - 1] || collections[row] !== collections[row - 1];
  const first = [...sets.keys()].filter(isFirst);
  return first.map((row, k) => {
    const end = first[k + 1] ?? sets.length;
    return {
      name: sets[row]!,
      rankedGenes: genes[row]!,
      places: places.slice(row, end),
      before: before.slice(row, end),
      after: after.slice(row, end),
    };
  });
}

async function readOverlaps(file: string, shown: readonly GeneSetResult[]): Promise<GeneSetResults['overlaps']> {
  const { sets, collections, others, otherCollections, jaccard } = await readArtifact(file, setOverlapTable);
  const placeOf = (name: string, collection: string) =>
    shown.findIndex((set) => set.name === name && set.collection === collection);
  return sets
    .map((name, row) => ({
      a: placeOf(name, collections[row]!),
      b: placeOf(others[row]!, otherCollections[row]!),
      jaccard: jaccard[row]!,
    }))
    .filter(({ a, b }) => a >= 0 && b >= 0);
}
