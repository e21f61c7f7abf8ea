import { pcaFigure } from '../figures/pca.ts';
import { adjustedShape } from '../figures/pvalue-histogram.ts';
import { genesDetectedFigure, librarySizesFigure, sizeFactorsFigure } from '../figures/sample-bars.ts';
import { sampleDistancesFigure } from '../figures/sample-distances-figure.ts';
import { colorVariables, sampleGroups } from '../figures/sample-groups.ts';
import { screeFigure } from '../figures/scree.ts';
import { type Html, html } from '../html.ts';
import type { ReportData, ReportNote } from '../report-data.ts';
import { figureBlock } from './figure-block.ts';
import { shapeWarnings } from './first-screen.ts';
import type { StudySection, StudyView } from './section.ts';

/** What to be careful about, and the samples: how many reads, how alike. */
export const qualitySection: StudySection = {
  id: 'quality',
  title: 'Quality',
  scope: 'study',
  figures: (data) => {
    const { quality } = data;
    if (quality === undefined) return [];
    const groups = sampleGroups(data);
    const colorings = colorVariables(data).map((variable) => sampleGroups(data, variable));
    return [
      quality.pca && pcaFigure(quality, quality.pca, colorings),
      quality.sampleDistances && sampleDistancesFigure(quality, quality.sampleDistances, groups),
      librarySizesFigure(quality.librarySizes, groups),
      sizeFactorsFigure(quality.sizeFactors, groups),
      quality.genesDetected && genesDetectedFigure(quality.genesDetected, data.study.genes, groups),
      quality.pca && screeFigure(quality.pca),
    ];
  },
  render: renderQuality,
};

function renderQuality({ data, figure }: StudyView): Html | undefined {
  const notes = [...data.notes, ...shapeWarnings(data.contrasts)];
  if (data.quality === undefined && notes.length === 0) return undefined;
  return html`
${noteList(notes, checkedWords(data))}
<div class="figures">${['pca', 'distances', 'library-sizes', 'size-factors', 'genes-detected', 'scree'].map((name) => figureBlock(figure(name)))}</div>`;
}

/** Warnings first; and that all is well, where samples were looked at and nothing was found. */
function noteList(notes: readonly ReportNote[], checked: string | undefined): Html | undefined {
  const ordered = [...notes].sort((a, b) => Number(b.level === 'warning') - Number(a.level === 'warning'));
  const clean = checked !== undefined && !notes.some(({ level, stage }) => level === 'warning' || stage === 'quality');
  if (!clean && ordered.length === 0) return undefined;
  return html`<ul class="notes">${clean ? html`<li class="good"><strong>No warnings.</strong> ${checked}</li>` : undefined}${ordered.map(({ level, stage, text }) => html`<li class="${level}"><strong>${level === 'warning' ? 'Warning' : 'Note'}</strong> <span class="stage">${stage}</span> ${text}</li>`)}</ul>`;
}

/** What was looked at, to be said where nothing was found; undefined where there were no samples to look at. */
function checkedWords({ quality, contrasts }: ReportData): string | undefined {
  if (quality === undefined) return undefined;
  const shapes = contrasts.map(adjustedShape);
  const found = [
    ...(quality.sampleDistances ? ['no sample lies in the wrong group'] : []),
    'no variable is confounded with the condition',
    'no library is small',
    ...(shapes.every((shape) => shape === 'peak') ? ['p-values are distributed as they should be'] : []),
  ];
  const words = `${found.slice(0, -1).join(', ')}, and ${found.at(-1)}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
