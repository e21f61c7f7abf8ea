import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../pipeline/files/page-scripts.ts';
import type { BatchReportData, BatchStudyResult } from '../../../src/report/batch/batch-data.ts';
import { renderBatch } from '../../../src/report/batch/render-batch.ts';

const evil = `<script>alert("1")</script>'&`;
const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;';

const contrast = {
  id: 'mir9_vs_control',
  target: evil,
  reference: 'control',
  tested: 12345,
  down: 20,
  up: 10,
  candidates: 7,
  firstCandidates: ['LIFR', evil],
  seed: { label: evil, padj: 1e-9, verdict: evil },
};
const study = (name: string, more: Partial<BatchStudyResult> = {}): BatchStudyResult => ({
  name,
  state: 'done',
  report: 'x/report.html',
  mirnas: [evil],
  contrasts: [contrast],
  problems: [],
  ...more,
});
const problem = { code: 'COUNTS_EMPTY', stage: 'ingest', message: evil, place: evil, found: evil, hint: evil };

const data = (more: Partial<BatchReportData> = {}): BatchReportData => ({
  title: evil,
  studies: [study('one'), study(evil), study('lost', { state: 'failed', contrasts: [], problems: [problem] })],
  lists: [
    { study: 'one', contrast: 'x' },
    { study: evil, contrast: 'x' },
  ],
  recurring: [
    {
      geneId: 'ENSG1',
      geneName: evil,
      studies: 2,
      bestRank: 1,
      log2FoldChange: -1.5,
      places: [
        { list: 0, rank: 1, log2FoldChange: -1 },
        { list: 1, rank: 4, log2FoldChange: -2 },
      ],
    },
  ],
  ...more,
});

describe('the page over all studies', () => {
  it('shows every text as it is given, as text', () => {
    const page = renderBatch(data(), '', sha256);
    expect(page).not.toContain(evil);
    expect(page.split(escaped).length).toBeGreaterThan(15);
  });

  it('says without scripts what there is: states, numbers, problems with their cure, recurring genes', () => {
    const page = renderBatch(data(), '', sha256);
    expect(page).toContain('<h1>2 of 3 studies are done</h1>');
    expect(page).toContain('Not done: 1 failed.');
    expect(page).toContain('12,345');
    expect(page).toMatch(/<dt>cure<\/dt>/);
    expect(page).toContain('−2.0');
    expect(page.match(/<th scope="row">/g)).toHaveLength(4);
    // Nothing from elsewhere.
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('leaves out what there is nothing of', () => {
    const page = renderBatch(data({ studies: [study('one')], lists: [], recurring: [] }), '', sha256);
    expect(page).toContain('<h1>The study is done</h1>');
    expect(page).not.toContain('id="problems"');
    expect(page).not.toContain('id="recurring"');
  });

  it('names the studies of a gene where there are too many for columns', () => {
    const lists = Array.from({ length: 70 }, (_, k) => ({ study: `s${k}`, contrast: 'x' }));
    const places = lists.map((_, list) => ({ list, rank: 1, log2FoldChange: -1 }));
    const gene = { geneId: 'g', geneName: '', studies: 70, bestRank: 1, log2FoldChange: -1, places };
    expect(renderBatch(data({ lists, recurring: [gene] }), '', sha256)).toContain('s0, s1, s2, s3, s4, s5 and 64 more');
  });

  it('offers choices among what differs between studies, and none among what does not', () => {
    const page = renderBatch(data(), '', sha256);
    expect(page).toContain('data-filter="studies-table" data-key="state"');
    expect(page).not.toContain('data-key="mirna"');
    expect(page.indexOf('most enriched seed')).toBeLessThan(page.indexOf('>first candidates<'));
  });

  it('cannot be ended early by its script', () => {
    expect(renderBatch(data(), 'const x = "</script>";', sha256)).toContain('"\\x3c/script>"');
  });
});
