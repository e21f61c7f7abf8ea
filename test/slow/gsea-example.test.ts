import { expect, it } from 'vitest';
import { gsea } from '../../src/enrichment/sets/gsea.ts';
import { rankForSets } from '../../src/enrichment/sets/ranked-list.ts';
import { linesOf, oraclePath, readRanks, readSets } from '../golden/sets/oracle.ts';
import { hasShared, whyShared } from '../shared.ts';

it.skipIf(!hasShared)(`gives multilevel p-values near those of fgsea's own example${whyShared}`, () => {
  const { ids, statistic } = readRanks('fgsea_exampleRanks.rnk');
  const rowsOf = new Map(readSets(oraclePath('fgsea_examplePathways.gmt'), ids).map(({ name, rows }) => [name, rows]));
  const rows = linesOf(oraclePath('fgsea_example_multilevel.tsv'))
    .slice(1)
    .map((line) => line.split('\t'));
  const found = gsea(
    rankForSets(statistic, ids),
    rows.map(([name]) => rowsOf.get(name!)!),
    { seed: 7 },
  );
  const wanted = rows.map(([, p]) => Number(p));
  const theirs = rows.map((cells) => Number(cells[3]));
  const far = found.map(
    ({ p, log2Error }, i) => Math.abs(Math.log2(p / wanted[i]!)) / Math.hypot(log2Error, theirs[i]!),
  );
  const rms = Math.sqrt(far.reduce((sum, one) => sum + one * one, 0) / far.length);
  console.log(
    `log2 p of ${far.length} sets against fgsea: at most ${Math.max(...far).toFixed(2)} errors off, root mean square ${rms.toFixed(2)}`,
  );
  expect(Math.max(...far)).toBeLessThan(4);
  expect(rms).toBeLessThan(1.5);
});
