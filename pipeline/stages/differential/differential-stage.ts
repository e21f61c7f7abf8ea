import { writeFile } from 'node:fs/promises';
import type { Note } from '../../../src/design/note.ts';
import type { Deseq2Fit } from '../../../src/engines/deseq2/fit/fit-deseq2.ts';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import type { Place, Stage } from '../../engine/stage.ts';
import { designRequestOf } from '../../study/design-request.ts';
import { optionsOfEngine } from '../../study/differential-options.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast, byEngine } from '../dimensions.ts';
import { withTwin } from '../typed-twin.ts';
import type { DifferentialInput, DifferentialOutput, DifferentialParams } from './differential-contract.ts';

const published = (file: string) => ({ file, publish: `tables/differential/{contrast}.{engine}.${file}` });

/** One engine for one contrast, its reference level being the base level of its variable; or the finished results of the study. */
export const differential: Stage<
  Study,
  DifferentialParams,
  DifferentialInput,
  DifferentialOutput,
  readonly [StudyContrast, Place]
> = {
  id: 'differential',
  version: 11,
  effort: 6,
  over: [byContrast, byEngine],
  inputs: {
    table: 'optional',
    counts: 'optional',
    samples: 'optional',
    lengths: 'optional',
    sizeFactors: 'optional',
    normalizationFactors: 'optional',
    // For samples that are normalized anew, as a contrast leaves some out.
    sizeFactorTable: 'optional',
    factorTable: 'optional',
    controlGenes: 'optional',
    filter: 'optional',
  },
  outputs: {
    ...withTwin('results', published('results.tsv')),
    ...withTwin('rows', published('rows.tsv')),
    summary: published('summary.json'),
  },
  selectParams: ({ table, reading, sizeFactors, differential: options }, contrast, { id }) => {
    const { exclude } = contrast;
    const engine = table === undefined ? (id as EngineName) : null;
    return {
      engine,
      ...optionsOfEngine(engine ?? 'deseq2', options),
      request: designRequestOf(options, contrast),
      sampleColumn: reading.sampleColumn,
      exclude,
      sizeFactorType: exclude === null || id !== 'deseq2' ? null : (sizeFactors ?? null),
    };
  },
  async run(context) {
    if (context.optionalInput('table') !== undefined) {
      const { adoptTable } = await import('./adopt-table.ts');
      return adoptTable(context);
    }
    const { params, output, emit } = context;
    const { rowTable } = await import('../../../src/artifacts/count-tables.ts');
    const { summaryFile } = await import('../../../src/artifacts/json-files.ts');
    const { resultTable } = await import('../../../src/artifacts/result-table.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { writeArtifact, writeJsonArtifact } = await import('../artifact-files.ts');
    const { analyzeStudyContrast } = await import('./analyze-study-contrast.ts');
    const { results, columns, rows, summary, deseq2 } = await analyzeStudyContrast(context);
    if (deseq2 === undefined) {
      // Users get the tables of the engine, later stages what all engines have.
      await writeTable(output('results'), columns);
      await writeFile(output('resultsTyped'), resultTable.formatTyped(results));
      await writeTable(output('rows'), rows());
      const { geneIds, logPvalue } = results;
      await writeFile(output('rowsTyped'), rowTable.formatTyped({ geneIds, logPvalue }));
    } else {
      await writeArtifact(context, 'results', resultTable, results);
      await writeArtifact(context, 'rows', rowTable, fittedRows(deseq2.fit, results));
    }
    const notes = [...summary.notes, ...(params.engine?.startsWith('edger-') ? [ERRORS_TOLD] : [])];
    for (const { text, level = 'info' } of notes) emit({ type: 'note', level, text });
    await writeJsonArtifact(output('summary'), summaryFile, { ...summary, notes });
  },
};

const ERRORS_TOLD: Note = {
  code: 'ERRORS_FROM_P',
  text: "edgeR gives no standard errors of fold changes: the ranking takes those at which a normal test has edgeR's p-value",
};

function fittedRows({ geneIds, columns, cooks }: Deseq2Fit, { logPvalue }: GeneResults) {
  const { dispGeneEst, dispFit, dispMap: dispMAP, dispersion } = columns;
  const dispOutlier = Int32Array.from(columns.dispOutlier);
  return { geneIds, logPvalue, dispGeneEst, dispFit, dispMAP, dispersion, dispOutlier, maxCooks: cooks.maxCooks };
}
