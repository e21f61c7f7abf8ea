import { openFolder } from '../../pipeline/commands/inputs/gene-utrs.ts';
import { openInput } from '../../pipeline/files/open-input.ts';
import { foldingThreads, foldStretchesOn } from '../../pipeline/threads/folding-threads.ts';
import { findTargets } from '../../src/analyses/targets/find-targets.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import type { Mirna } from '../../src/mirna/families/mirna.ts';
import { parseMirna } from '../../src/mirna/families/mirna.ts';
import { resolveMirna } from '../../src/mirna/families/resolve-mirna.ts';
import { targetScanFolding } from '../../src/mirna/folding/folding-rules.ts';
import { sharedPath } from '../shared.ts';

/** Changes of genes by RefSeq id after one transfection; NaN where one was not measured. */
interface Transfection {
  readonly mirna: Mirna;
  readonly changes: ReadonlyMap<string, number>;
}

/** Log fold changes of 7 transfections of HCT116 cells. */
async function readHct116(): Promise<Transfection[]> {
  const table = await readTable(openInput(sharedPath('data/hct116_7sets/mirna_fcs.csv')));
  const ids = textOf(table, 'RefSeq ID');
  const names = [...table.columns.keys()].filter((name) => name.startsWith('hsa-'));
  return Promise.all(
    names.map(async (name) => {
      // `N/A` stands where there is none.
      const values = textOf(table, name).map(Number);
      return { mirna: await resolveMirna(name), changes: new Map(ids.map((id, row) => [id, values[row]!])) };
    }),
  );
}

/** Log expression of 16 transfections of HeLa cells, each less the mean of the others. */
async function readHela(): Promise<Transfection[]> {
  const folder = 'data/hela_mcgeary';
  const table = await readTable(openInput(sharedPath(folder, 'HeLa_logtpm_batchnormalized_16mirnas.tsv.gz')));
  const listed = await readTable(openInput(sharedPath(folder, 'mirseqs_hela.txt')));
  const sequences = textOf(listed, 'guide_seq');
  const guides = new Map(
    textOf(listed, 'mir').map((name, row) => {
      const short = name.replace(/^hsa-miR-/, 'mir').replace('cel-lsy-6', 'lsy6');
      return [short.replace(/-[35]p$/, ''), sequences[row]!];
    }),
  );
  const [idColumn, ...names] = [...table.columns.keys()];
  const ids = textOf(table, idColumn!).map((id) => id.replace(/\.\d+$/, ''));
  const columns = names.map((name) => numbersOf(table, name));
  const sums = ids.map((_, row) => columns.reduce((sum, column) => sum + column[row]!, 0));
  return names.map((name, k) => {
    const change = (row: number) => columns[k]![row]! - (sums[row]! - columns[k]![row]!) / (names.length - 1);
    return { mirna: parseMirna(name, guides.get(name)!), changes: new Map(ids.map((id, row) => [id, change(row)])) };
  });
}

/** How much of fold changes total context++ scores of 1,000 real 3' UTRs explain, with accessibility and without. */
export async function benchBenefit(): Promise<void> {
  console.log("\nr2 of total context++ scores with fold changes, 1,000 3' UTRs: accessibility off; computed");
  for (const [cells, transfections] of [
    ['HCT116', await readHct116()],
    ['HeLa', await readHela()],
  ] as const) {
    const without = await explained(transfections, false);
    const computed = await explained(transfections, true);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const [k, { mirna }] of transfections.entries()) {
      console.log(`  ${mirna.name.padEnd(18)} ${without[k]!.toFixed(3)}; ${computed[k]!.toFixed(3)}`);
    }
    const better = computed.filter((value, k) => value > without[k]!).length;
    const means = `mean ${mean(without).toFixed(4)}; ${mean(computed).toFixed(4)}`;
    console.log(`${cells}: ${means}; better for ${better} of ${transfections.length} miRNAs`);
  }
}

/** r2 of each transfection. */
async function explained(transfections: readonly Transfection[], folds: boolean): Promise<number[]> {
  const folding = foldingThreads(targetScanFolding, 1);
  const files = {
    utrs: openInput(sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz')),
    parameters: await openFolder(sharedPath('oracles/targetscan/sample/params')),
    accessibility: [],
    fold: folds ? foldStretchesOn(folding) : undefined,
  };
  const { utrs, sites } = await findTargets(
    transfections.map(({ mirna }) => mirna),
    files,
    9606,
  );
  const totals = new Map<string, number>();
  for (const { utr, mirna, score } of sites) {
    const key = `${utr}\t${mirna}`;
    totals.set(key, (totals.get(key) ?? 0) + score.score);
  }
  return transfections.map(({ mirna, changes }) => {
    const known = utrs.filter(({ id }) => Number.isFinite(changes.get(id) ?? Number.NaN));
    return squaredCorrelation(
      known.map(({ id }) => totals.get(`${id}\t${mirna.name}`) ?? 0),
      known.map(({ id }) => changes.get(id)!),
    );
  });
}

function squaredCorrelation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [k, value] of x.entries()) {
    const [dx, dy] = [value - meanX, y[k]! - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return (xy * xy) / (xx * yy);
}
