import { pcaFigure } from '../figures/pca.ts';
import { librarySizesFigure, sizeFactorsFigure } from '../figures/sample-bars.ts';
import { sampleDistancesFigure } from '../figures/sample-distances.ts';
import { sampleGroups } from '../figures/sample-groups.ts';
import { type Html, html } from '../html.ts';
import type { StudySection, StudyView } from '../section.ts';
import { figureBlock } from './figure-block.ts';

/** The samples, and what the stages had to say. */
export const qualitySection: StudySection = {
  id: 'quality',
  title: 'Quality',
  scope: 'study',
  figures: (data) => {
    const { quality } = data;
    const groups = sampleGroups(data);
    return [
      quality.pca && pcaFigure(quality, quality.pca, groups),
      quality.sampleDistances && sampleDistancesFigure(quality, quality.sampleDistances, groups),
      librarySizesFigure(quality.librarySizes, groups),
      sizeFactorsFigure(quality.sizeFactors, groups),
    ];
  },
  render: renderQuality,
};

function renderQuality({ data: { notes }, figure }: StudyView): Html {
  const ordered = [...notes].sort((a, b) => Number(b.level === 'warning') - Number(a.level === 'warning'));
  return html`
${ordered.length > 0 ? html`<ul class="notes">${ordered.map(({ level, stage, text }) => html`<li class="${level}"><strong>${level === 'warning' ? 'Warning' : 'Note'}</strong> <span class="stage">${stage}</span> ${text}</li>`)}</ul>` : undefined}
<div class="figures">${['pca', 'distances', 'library-sizes', 'size-factors'].map((name) => figureBlock(figure(name)))}</div>`;
}
