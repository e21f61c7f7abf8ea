import { html } from '../html.ts';
import { overviewTableColumns } from '../tables/overview-columns.ts';
import { OVERVIEW } from '../views.ts';
import { geneCardBlock } from './gene-card-block.ts';
import { liveGeneTable } from './live-gene-table.ts';
import type { StudySection } from './section.ts';

/** All genes with their changes in all contrasts, and their place in the ranking of several together. */
export const overviewTableSection: StudySection = {
  id: 'table',
  title: 'All genes',
  scope: 'overview',
  render: ({ data }) => {
    const { contrasts, comparison, combined } = data;
    // Contrasts of different genes have no rows in common.
    if (comparison === undefined) return undefined;
    const note = combined
      ? 'Rank, class and probability: of the contrasts that are ranked together. Changes and adjusted p-values: of each contrast.'
      : 'Changes and adjusted p-values: of each contrast.';
    const table = liveGeneTable(OVERVIEW, contrasts[0]!.genes.id.length, note, overviewTableColumns(data));
    return html`${geneCardBlock(OVERVIEW, contrasts[0]!.alpha)}${table}`;
  },
};
