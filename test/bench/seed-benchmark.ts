/** Benchmark C: which miRNA did it? And does the search keep silent where nothing is to be found? */
import { type FamilyResult, isSignificant } from '../../src/enrichment/seeds/family-scan.ts';
import { seedVerdict } from '../../src/enrichment/seeds/seed-verdict.ts';
import {
  donors,
  exchangeLabels,
  mir10b,
  mir210,
  readCountStudy,
  searchStudy,
  testCounts,
  treated,
} from './count-studies.ts';
import { type ConservedSites, readConservedSites, readExperiments } from './ranking-data.ts';
import { isTestable, normalScores, searchSeeds } from './seed-search.ts';

type Print = (text: string) => void;

export async function benchSeeds(print: Print): Promise<void> {
  const conserved = await readConservedSites();
  await benchKnown(conserved, print);
  await benchSilent(conserved, print);
  await benchSet(conserved, print);
}

async function benchKnown(conserved: ConservedSites, print: Print): Promise<void> {
  print('\nC. Which miRNA did it? All conserved families over each experiment of GSE124530');
  let [first, plainFirst, testable] = [0, 0, 0];
  for (const experiment of await readExperiments(conserved)) {
    if (!isTestable(experiment, conserved)) continue;
    const results = searchSeeds(experiment.genes, normalScores(experiment), experiment.logCpm, conserved);
    const down = results.filter(({ direction }) => direction === 'down');
    const own = down.find(({ seed }) => seed === experiment.seed)!;
    const plain = 1 + down.filter(({ rankSumZ }) => rankSumZ > own.rankSumZ).length;
    const rival = down.find(({ seed }) => seed !== experiment.seed)!;
    testable++;
    first += Number(own.rank === 1);
    plainFirst += Number(plain === 1);
    print(
      `${experiment.mirna.padEnd(16)} rank ${own.rank} of ${down.length}, z ${own.z.toFixed(1)}, padj ${own.padj.toExponential(1)}; next ${rival.seed} z ${rival.z.toFixed(1)}; plain rank-sum: rank ${plain}`,
    );
  }
  print(`true family first in ${first} of ${testable} (plain rank-sum ${plainFirst})`);
}

async function benchSilent(conserved: ConservedSites, print: Print): Promise<void> {
  const study = await readCountStudy(...mir210.path);
  const results = await testCounts(study, { condition: ['t', 't', 'c', 'c'] }, '~ condition');
  const families = searchStudy(study, results, conserved);
  const called = results.padj.filter((p) => p < 0.05).length;
  print(`\nmir210_mcf7_counts: ${called} genes at padj < 0.05; ${describe(families, mir210.seed)}`);
  print(`  ${seedVerdict(families, { mirnas: [mir210], effect: 'overexpression' }).text}`);
}

async function benchSet(conserved: ConservedSites, print: Print): Promise<void> {
  const study = await readCountStudy(...mir10b.path);
  print('\nmir10b_tcell_counts');
  for (const design of ['~ condition', '~ donor + condition']) {
    const results = await testCounts(study, { donor: donors, condition: treated }, design);
    const families = searchStudy(study, results, conserved);
    const called = results.padj.filter((p) => p < 0.1).length;
    print(`  ${design}: ${called} genes at padj < 0.1; ${describe(families, mir10b.seed)}`);
    print(`    ${seedVerdict(families, { mirnas: [mir10b], effect: 'overexpression' }).text}`);
  }
  const p: number[] = [];
  let claims = 0;
  const permuted = exchangeLabels();
  for (const condition of permuted) {
    const results = await testCounts(study, { donor: donors, condition }, '~ donor + condition');
    const families = searchStudy(study, results, conserved);
    claims += Number(families.some(isSignificant));
    p.push(...families.map((family) => family.p));
  }
  const below = [0.5, 0.1, 0.05, 0.01].map(
    (limit) => `${limit}: ${(p.filter((one) => one < limit).length / p.length).toFixed(3)}`,
  );
  print(
    `  labels exchanged in ${permuted.length} ways: share of ${p.length} family p-values below ${below.join(', ')}`,
  );
  print(`    ways in which any family is called: ${claims}`);
}

function describe(families: readonly FamilyResult[], wanted: string): string {
  const own = families.find(({ seed, direction }) => seed === wanted && direction === 'down')!;
  return `its ${own.genes} conserved targets as a set: rank-sum z ${own.rankSumZ.toFixed(2)}, matched z ${own.z.toFixed(2)}, rank ${own.rank}`;
}
