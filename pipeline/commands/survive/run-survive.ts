import { curvesFile } from '../../../src/analyses/cohorts/curve-values.ts';
import { cutCurves, readCut } from '../../../src/analyses/cohorts/cut-curves.ts';
import { keepGenes, renameGenes } from '../../../src/analyses/cohorts/find-cohort-genes.ts';
import { type Cohort, joinCohort, readCovariates, readEndpoint } from '../../../src/analyses/cohorts/join-cohort.ts';
import { openCohort } from '../../../src/analyses/cohorts/open-cohort.ts';
import { survivalValues } from '../../../src/analyses/cohorts/survival-values.ts';
import { type GeneModel, surviveGenes } from '../../../src/analyses/cohorts/survive-genes.ts';
import { survivalTable } from '../../../src/artifacts/cohort-tables.ts';
import { safeName } from '../../../src/text/safe-names.ts';
import { checkFolder, withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { cohortName, readWantedGenes, wantedRows } from '../inputs/read-cohort.ts';

type SurviveFlags = OptionValues<'survive'>;

/** Curves are drawn of so many genes, the first named or the smallest p-values. */
const MOST_CURVES = 20;
const SHOWN = 10;
/** Of the permutations that correct a searched cut. */
const SEED = 2012;

/** Relates genes to survival, prints the first, and writes the table, curves and models. */
export async function survive(given: GivenFlags<'survive'>): Promise<void> {
  const flags = readOptions('survive', given);
  const cut = readCut(flags.cut);
  await checkFolder(flags.out, { files: ['survival.tsv'], inputs: inputsOf('survive', flags) });
  const wanted = await readWantedGenes(flags);
  const joined = await joinGiven(flags, wanted.names);
  const genes = await wantedRows(joined.geneIds, wanted, flags.expression);
  const cohort = { ...joined, geneIds: renameGenes(joined.geneIds, genes.rows, genes.names) };
  const endpoint = readEndpoint(cohort, {
    name: flags.endpoint ?? flags.event,
    time: flags.time,
    event: flags.event,
    eventValues: flags.eventValue,
    unit: flags.unit,
    strata: flags.strata,
    cluster: flags.cluster,
    weights: flags.weights,
  });
  const covariates = readCovariates(cohort, flags.covariates ?? []);
  const models = surviveGenes({ cohort, endpoint, genes: genes.rows, covariates: covariates.terms, ties: flags.ties });
  const chosen = cut === undefined ? [] : firstGenes(models, genes.rows, cohort.geneIds, wanted.names !== undefined);
  const cuts = new Map(
    chosen.flatMap((row) => {
      const curves = cut && cutCurves(cohort, endpoint, row, cut, SEED);
      return curves === undefined ? [] : [[curves.geneId, curves] as const];
    }),
  );
  const pictures = [...cuts.values()].map((curves) => ({
    curves,
    name: `curves/${safeName(`${curves.geneId}.${endpoint.name}`)}`,
  }));
  const files = ['survival.tsv', ...pictures.flatMap(({ name }) => [`${name}.json`, `${name}.svg`])];
  await withFolder(flags.out, { files, inputs: inputsOf('survive', flags) }, async (write, writeText) => {
    const result = { cohort: cohort.name, endpoint: endpoint.name, models, cuts };
    await write('survival.tsv', survivalTable.toColumns(survivalValues([result])));
    for (const { curves, name } of pictures) {
      const { cutCurvesFigure } = await import('../../../src/report/figures/cohort-figures.ts');
      const { renderSvg } = await import('../../../src/report/figures/render-svg.ts');
      const shown = { cohort: cohort.name, endpoint: endpoint.name, unit: endpoint.unit, name };
      await writeText(`${name}.json`, curvesFile(curves, cohort, endpoint));
      await writeText(`${name}.svg`, renderSvg(cutCurvesFigure(curves, shown)));
    }
  });
  printNotes([...cohort.notes, ...endpoint.notes, ...covariates.notes, ...genes.notes]);
  print(formatTable(tableOf(models)));
}

async function joinGiven(flags: SurviveFlags, named: readonly string[] | undefined): Promise<Cohort> {
  const { expression, clinical, idColumn, time, event, covariates = [], strata = [], cluster, weights } = flags;
  const files = {
    name: flags.cohort ?? cohortName(expression),
    expression: openInput(expression),
    clinical: clinical === undefined ? undefined : openInput(clinical),
  };
  const others = [time, event, ...covariates, ...strata, cluster, weights];
  const opened = await openCohort(files, { idColumn, others, needsPatients: true });
  return joinCohort(files.name, await keepGenes(opened.matrix, named), opened.clinical);
}

/** Rows of the genes of which curves are drawn. */
function firstGenes(
  models: readonly GeneModel[],
  rows: readonly number[],
  geneIds: readonly string[],
  areNamed: boolean,
): readonly number[] {
  if (areNamed || rows.length <= MOST_CURVES) return rows.slice(0, MOST_CURVES);
  const pvalueOf = new Map(
    models.filter(({ model }) => model === 'univariable').map(({ geneId, pvalue }) => [geneId, pvalue]),
  );
  const pvalue = (row: number) => pvalueOf.get(geneIds[row]!) ?? Number.NaN;
  return [...rows]
    .filter((row) => !Number.isNaN(pvalue(row)))
    .sort((a, b) => pvalue(a) - pvalue(b))
    .slice(0, MOST_CURVES);
}

function tableOf(models: readonly GeneModel[]): string[][] {
  const fixed = (value: number, digits: number) => (Number.isNaN(value) ? 'NA' : value.toFixed(digits));
  const shown = [...models].sort((a, b) => (a.pvalue || 1) - (b.pvalue || 1)).slice(0, SHOWN);
  return [
    ['gene', 'model', 'n', 'events', 'HR per sd', '95 % interval', 'p', 'fdr', 'C'],
    ...shown.map((one) => [
      one.geneId,
      one.model,
      String(one.n),
      String(one.events),
      fixed(one.hazardRatio, 3),
      `${fixed(one.low, 3)} to ${fixed(one.high, 3)}`,
      Number.isNaN(one.pvalue) ? 'NA' : one.pvalue.toPrecision(2),
      Number.isNaN(one.adjusted) ? 'NA' : one.adjusted.toPrecision(2),
      fixed(one.concordance, 3),
    ]),
  ];
}
