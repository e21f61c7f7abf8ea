import { expect, it } from 'vitest';
import { duplexFiles } from '../../../src/report/duplex-files.ts';
import type { Candidate, ReportData, SiteCloseUp } from '../../../src/report/report-data.ts';

it('names a file for each site of the first candidates that any system takes, none twice', () => {
  const site = (start: number, mirna: string) => ({ start, mirna, drawing: `<svg>${mirna}</svg>` }) as SiteCloseUp;
  const candidate = (gene: number, closeUps?: SiteCloseUp[]) => ({ gene, closeUps }) as Candidate;
  const candidates = [candidate(1, [site(88, 'miR-9'), site(512, 'miR-9'), site(512, 'miR-1')]), candidate(0)];
  const contrast = { id: 'a_vs_b', genes: { id: ['G0', 'a/b </script>'] }, ranking: { candidates } };
  const files = duplexFiles({ contrasts: [contrast] } as unknown as ReportData);
  expect(files).toEqual([
    { name: 'a_vs_b.duplex.01.a_b_script_.88', svg: '<svg>miR-9</svg>' },
    { name: 'a_vs_b.duplex.01.a_b_script_.512.miR-9', svg: '<svg>miR-9</svg>' },
    { name: 'a_vs_b.duplex.01.a_b_script_.512.miR-1', svg: '<svg>miR-1</svg>' },
  ]);
});
