import {
  compareTissues,
  differenceToPool,
  type TissueComparison,
} from '../../../src/analyses/cohorts/compare-tissues.ts';
import { keepGenes, renameGenes } from '../../../src/analyses/cohorts/find-cohort-genes.ts';
import { openCohort } from '../../../src/analyses/cohorts/open-cohort.ts';
import { type PooledGene, pooledValues, poolGenes } from '../../../src/analyses/cohorts/pool-genes.ts';
import { tellTissues } from '../../../src/analyses/cohorts/tissues.ts';
import { tumorNormalValues } from '../../../src/analyses/cohorts/tumor-normal-values.ts';
import { pooledTable, tumorNormalTable } from '../../../src/artifacts/cohort-tables.ts';
import type { Effect } from '../../../src/cohorts/effect-sizes.ts';
import { Fault } from '../../../src/fault.ts';
import { safeName } from '../../../src/text/safe-names.ts';
import { checkFolder, withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { cohortName, readWantedGenes, type WantedGenes, wantedRows } from '../inputs/read-cohort.ts';

type TumorNormalFlags = OptionValues<'tumor-normal'>;

const SHOWN = 10;
/** Forest plots are drawn of so many genes, those with the smallest pooled p-values. */
const MOST_FORESTS = 20;

/** Compares tumors with normal tissue in each cohort, pools them, prints the first genes and writes the tables. */
export async function tumorNormal(given: GivenFlags<'tumor-normal'>): Promise<void> {
  const flags = readOptions('tumor-normal', given);
  const names = cohortNames(flags);
  await checkFolder(flags.out, { files: ['tumor_normal.tsv'], inputs: inputsOf('tumor-normal', flags) });
  const wanted = await readWantedGenes(flags);
  const comparisons: TissueComparison[] = [];
  for (const [at, path] of flags.expression.entries()) comparisons.push(await compare(path, names[at]!, wanted, flags));
  const pooled = poolGenes('tumor_normal', effectsByGene(comparisons));
  const several = pooled.filter(({ pooled: { k } }) => k > 1).sort((a, b) => a.pooled.random.p - b.pooled.random.p);
  const pictures = several.slice(0, MOST_FORESTS).map((gene) => ({ gene, name: `forests/${safeName(gene.gene)}` }));
  const files = ['tumor_normal.tsv', 'pooled.tsv', ...pictures.map(({ name }) => `${name}.svg`)];
  await withFolder(flags.out, { files, inputs: inputsOf('tumor-normal', flags) }, async (write, writeText) => {
    await write('tumor_normal.tsv', tumorNormalTable.toColumns(tumorNormalValues(comparisons)));
    await write('pooled.tsv', pooledTable.toColumns(pooledValues(pooled)));
    for (const { gene, name } of pictures) {
      const { tumorForestFigure } = await import('../../../src/report/figures/cohort-figures.ts');
      const { renderSvg } = await import('../../../src/report/figures/render-svg.ts');
      await writeText(`${name}.svg`, renderSvg(tumorForestFigure(gene.gene, comparisons, gene, name)));
    }
  });
  printNotes(comparisons.flatMap(({ cohort, notes }) => notes.map((note) => `${cohort}: ${note}`)));
  print(formatTable(comparisonRows(comparisons)));
  if (comparisons.length > 1) print(`\n${formatTable(pooledRows(pooled))}`);
}

function cohortNames({ expression, cohort = [] }: TumorNormalFlags): readonly string[] {
  if (cohort.length > 0 && cohort.length !== expression.length) {
    throw new Fault({
      code: 'COHORT_NAMES',
      message: 'not every cohort has a name',
      file: '--cohort',
      found: `${cohort.length} names for ${expression.length} matrices`,
      expected: 'one --cohort for each --expression, or none',
      hint: 'Name all cohorts, in the order of their matrices.',
    });
  }
  const names = cohort.length > 0 ? cohort : expression.map(cohortName);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice === undefined) return names;
  throw new Fault({
    code: 'COHORT_TWICE',
    message: 'two cohorts have the same name',
    file: '--cohort',
    found: twice,
    hint: 'Give each a name of its own with --cohort, once for each --expression.',
  });
}

async function compare(
  path: string,
  name: string,
  wanted: WantedGenes,
  flags: TumorNormalFlags,
): Promise<TissueComparison> {
  const { clinical, idColumn, groups, tumor, normal, patientColumn } = flags;
  const files = {
    name,
    expression: openInput(path),
    clinical: clinical === undefined ? undefined : openInput(clinical),
  };
  const opened = await openCohort(files, { idColumn, others: [groups, patientColumn], needsPatients: false });
  const matrix = await keepGenes(opened.matrix, wanted.names);
  const tissues = tellTissues(matrix.sampleIds, path, {
    groups,
    tumor,
    normal,
    patientColumn,
    clinical: opened.clinical,
  });
  const { rows, names, notes } = await wantedRows(matrix.geneIds, wanted, path);
  const renamed = { ...matrix, geneIds: renameGenes(matrix.geneIds, rows, names) };
  const compared = compareTissues(name, renamed, tissues, rows);
  return { ...compared, notes: [...matrix.notes, ...compared.notes, ...notes] };
}

function effectsByGene(comparisons: readonly TissueComparison[]): ReadonlyMap<string, readonly Effect[]> {
  const effects = new Map<string, Effect[]>();
  for (const { genes } of comparisons) {
    for (const gene of genes) effects.set(gene.geneId, [...(effects.get(gene.geneId) ?? []), differenceToPool(gene)]);
  }
  return effects;
}

function comparisonRows(comparisons: readonly TissueComparison[]): string[][] {
  const rows = comparisons.flatMap(({ cohort, genes }) => genes.map((gene) => ({ cohort, ...gene })));
  const shown = [...rows].sort((a, b) => a.adjusted - b.adjusted).slice(0, SHOWN);
  return [
    ['gene', 'cohort', 'tumors', 'normal', 'log2 difference', '95 % interval', 'p moderated', 'p Wilcoxon', 'fdr'],
    ...shown.map((one) => [
      one.geneId,
      one.cohort,
      String(one.tumors),
      String(one.normals),
      fixed(one.difference),
      `${fixed(one.low)} to ${fixed(one.high)}`,
      short(one.moderated),
      short(one.wilcoxon),
      short(one.adjusted),
    ]),
  ];
}

function pooledRows(pooled: readonly PooledGene[]): string[][] {
  const shown = [...pooled].sort((a, b) => a.pooled.random.p - b.pooled.random.p).slice(0, SHOWN);
  return [
    ['gene', 'cohorts', 'pooled', '95 % interval', 'p', 'I2', 'Knapp-Hartung'],
    ...shown.map(({ gene, pooled: { k, random, i2, knappHartung } }) => [
      gene,
      String(k),
      fixed(random.estimate),
      `${fixed(random.lower)} to ${fixed(random.upper)}`,
      short(random.p),
      Number.isNaN(i2) ? 'NA' : `${i2.toFixed(0)} %`,
      knappHartung === undefined ? 'NA' : `${fixed(knappHartung.lower)} to ${fixed(knappHartung.upper)}`,
    ]),
  ];
}

function fixed(value: number): string {
  return Number.isNaN(value) ? 'NA' : value.toFixed(2);
}

function short(p: number): string {
  return Number.isNaN(p) ? 'NA' : p.toPrecision(2);
}
