import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReportScripts } from '../../../src/report/page/render-report.ts';
import type { StudyStage } from '../../engine/stage.ts';
import { readPageLicenses } from '../../files/page-licenses.ts';
import { readPageScript, sha256 } from '../../files/page-scripts.ts';
import { portableStudy } from '../../study/portable-study.ts';
import { asLevels, filesOf, type Study } from '../../study/study.ts';
import { version } from '../../version.ts';
import { whyNoTargets } from '../targets/why-no-targets.ts';
import type { ReportInput, ReportOutput, ReportParams } from './report-contract.ts';

/** Shows all results on one page, and each figure as a file with its data. */
export const report: StudyStage<Study, ReportParams, ReportInput, ReportOutput> = {
  id: 'report',
  version: 19,
  effort: 12,
  over: [],
  inputs: {
    counts: 'optional',
    samples: 'optional',
    sizeFactors: 'optional',
    normalizationFactors: 'optional',
    pca: 'optional',
    distances: 'optional',
    quality: 'optional',
    annotation: 'optional',
    mirna: 'optional',
    utrLinks: 'optional',
    sequences: 'optional',
    siteCounts: 'optional',
    sites: 'optional',
    ingestNotes: 'optional',
    targetNotes: 'optional',
    siteDuplexes: 'optional',
    results: 'each',
    rows: 'each',
    summary: 'each',
    consensus: 'each',
    ranking: 'each',
    combined: 'optional',
    studyFiles: 'files',
    siteShifts: 'each',
    sharedSummary: 'each',
    sharedContrasts: 'each',
    seedVerdict: 'each',
    seedFamilies: 'each',
    seedLandscape: 'each',
    sets: 'each',
    setCurves: 'each',
    setOverlaps: 'each',
    setNotes: 'each',
    patientCurves: 'each',
    patientNotes: 'each',
    verdict: 'each',
    verdictNotes: 'each',
  },
  outputs: {
    page: { file: 'report.html', publish: 'report.html' },
    figures: { file: 'figures', folder: true, publish: 'figures' },
    multiqc: { file: 'multiqc', folder: true, publish: 'exports' },
  },
  selectParams: (study) => ({
    name: study.name,
    design: [...new Set(study.contrasts.map(({ design }) => design))].join('; '),
    effect: study.effect,
    contrasts: study.contrasts.map(({ id, comparison, mirna, effect, design, exclude }) => ({
      id,
      ...asLevels(comparison),
      effect,
      hasOwnMirna: mirna !== undefined,
      design,
      leftOut: exclude,
    })),
    combine: study.combine ?? null,
    portable: portableOf(study),
    sizeFactors: study.sizeFactors ?? null,
    given: {
      sizeFactors: study.givenSizeFactors !== undefined,
      normalizationFactors: study.givenNormalizationFactors !== undefined,
      controlGenes: study.controlGenes !== undefined,
      filter: study.filter !== undefined,
    },
    engines: study.engines,
    differential: study.differential,
    ranking: study.ranking,
    cutFromGenome: study.utrs === undefined && study.genome !== undefined,
    computesAccessibility: study.computesAccessibility,
    transcript: study.transcript,
    conservation: study.targetScanParams.length > 0,
    table: study.table === undefined ? null : basename(study.table),
    targetsSkipped: whyNoTargets(study) ?? null,
    version,
  }),
  async run(context) {
    const { renderReport, clientScripts } = await import('../../../src/report/page/render-report.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { readReportData } = await import('./read-report-data.ts');
    const { duplexFiles } = await import('../../../src/report/duplex-files.ts');
    const { multiqcFiles } = await import('../../../src/report/multiqc.ts');
    const data = await readReportData(context);
    const { page, figures } = renderReport(data, await readScripts(clientScripts));
    await writeFile(context.output('page'), page);
    const folder = context.output('figures');
    await mkdir(folder, { recursive: true });
    for (const { name, svg, table } of figures) {
      await writeFile(join(folder, `${name}.svg`), `${svg}\n`);
      await writeTable(join(folder, `${name}.tsv`), table);
    }
    for (const { name, svg } of duplexFiles(data)) await writeFile(join(folder, `${name}.svg`), `${svg}\n`);
    await mkdir(context.output('multiqc'), { recursive: true });
    for (const { name, text } of multiqcFiles(data)) await writeFile(join(context.output('multiqc'), name), text);
  },
};

function portableOf(study: Study): ReportParams['portable'] {
  const { text, nameOf } = portableStudy(study.settings);
  return { text, names: filesOf(study).map(nameOf) };
}

/** The page's scripts: the table from its package, ECharts and ours as bundled. */
async function readScripts(names: readonly string[]): Promise<ReportScripts> {
  const { resolve } = createRequire(import.meta.url);
  const own = names.map(readPageScript);
  const library = async (file: string) => {
    const text = await readFile(resolve(file), 'utf8');
    return text.replace(/\n\/\/# sourceMappingURL=.*/, '');
  };
  return {
    echarts: await readPageScript('library/echarts.js'),
    tabulator: await library('tabulator-tables/dist/js/tabulator.min.js'),
    client: await Promise.all(own),
    gzip: (bytes) => gzipSync(bytes, { level: 4 }),
    sha256,
    licenses: await readPageLicenses(),
  };
}
