import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantStudy } from '../unit/ranking/planted-study.ts';
import { run, seedrank, smallestStudy, smallStudy } from './small-study.ts';

const rows = (path: string): Record<string, string>[] => {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, k) => [names[k]!, cell])));
};

describe('a study that starts from finished results', () => {
  const { changes, sites, target } = plantStudy(4, { genes: 800 });
  const { geneIds, log2FoldChange, pvalue } = changes;
  const planted = smallStudy({
    'results.tsv': `gene\tlogFC\tlogCPM\tPValue\tFDR\n${geneIds
      .map((id, g) => [id, log2FoldChange[g], 5, pvalue[g], pvalue[g]].join('\t'))
      .join('\n')}\n`,
    'utrs.fa': geneIds
      .map((id) => {
        const word = { '8mer': 'TACCAAAGAT', '7mer-m8': 'TACCAAAGTT' }[sites.get(id)![0]?.type ?? ''] ?? '';
        return `>${id}\n${'ACGT'.repeat(20)}${word}${'TTGCA'.repeat(20)}\n`;
      })
      .join(''),
    'study.yml': `differential: { table: results.tsv }\nmirna: [hsa-miR-9-5p, hsa-miR-155-5p]\nutrs: utrs.fa\nfdr: 0.2\n`,
  });

  it('ranks and reports without counts, samples, design and contrasts', () => {
    const { code, executed, stderr } = run(planted);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(executed).toEqual(
      expect.arrayContaining(['differential[results/given]', 'ingest', 'rank[results]', 'report']),
    );
    expect(executed).not.toContain('normalize');
    expect(executed).not.toContain('quality');
    const candidates = rows(join(planted.results, 'ranking', 'results', 'candidates.tsv'));
    expect(candidates.length).toBeGreaterThan(30);
    const right = candidates.filter((row) => target[geneIds.indexOf(row.gene_id!)] === 1).length;
    expect(right / candidates.length).toBeGreaterThan(0.75);
    expect(candidates[0]!.why).toContain('as a target of hsa-miR-9-5p or hsa-miR-155-5p should');
    expect(candidates[0]!.site_mirnas).toBe('hsa-miR-9-5p');
    const page = readFileSync(join(planted.results, 'report.html'), 'utf8');
    expect(page).toContain('were taken from results.tsv');
    expect(page).not.toContain('Size factors were estimated');
  });

  it('is told by flags alone', () => {
    const flags = ['--de', 'results.tsv', '--mirna', 'hsa-miR-9-5p', '--utrs', 'utrs.fa', '--out', 'by-flags'];
    rmSync(planted.study);
    expect(seedrank(planted.folder, 'run', ...flags, '--until', 'rank')).toMatchObject({ code: 0, stderr: '' });
    expect(rows(join(planted.folder, 'by-flags/ranking/results/candidates.tsv')).length).toBeGreaterThan(30);
  });
});

describe('a study that names one miRNA more than once', () => {
  const ranked = (mirna: string) => {
    const study = smallestStudy();
    const text = readFileSync(study.study, 'utf8').replace(/^mirna:.*$/m, `mirna: ${mirna}`);
    writeFileSync(study.study, text);
    const { code, stdout, stderr } = run(study, '--until', 'rank');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return { stdout, text: readFileSync(join(study.results, 'ranking/mir9_vs_control/ranking.tsv'), 'utf8') };
  };

  it('ranks as one that names it once, and says so', () => {
    const once = ranked('hsa-miR-9-5p');
    const twice = ranked('[hsa-miR-9-5p, mmu-miR-9-5p, UCU UUG GUU AUC UAG CUG UAU GAdTdT]');
    expect(twice.text).toBe(once.text);
    expect(once.stdout).toContain('seed CUUUGGU, human');
    expect(twice.stdout).toContain('mmu-miR-9-5p has the sequence of hsa-miR-9-5p');
  });
});

describe('a study of over-expression and inhibition', () => {
  const study = (combine: string) => `name: both
counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: mir9, reference: control }
  - { id: sponge, variable: condition, target: control, reference: mir9, effect: inhibition }
combine: [${combine}]
mirna: hsa-miR-9-5p
utrs: utrs.fa
`;

  it('is ranked by each contrast in its direction, and by both together', () => {
    const both = smallStudy({ 'study.yml': study('mir9_vs_control, sponge') }, 60);
    expect(run(both).code).toBe(0);
    const ranking = (name: string) => rows(join(both.results, 'ranking', name, 'ranking.tsv'));
    const [single, mirrored, together] = [ranking('mir9_vs_control'), ranking('sponge'), ranking('combined')];
    // The second contrast is the first turned round: with the effect turned as well, nothing may change.
    expect(mirrored.map((row) => row.gene_id)).toEqual(single.map((row) => row.gene_id));
    expect(together[0]).toHaveProperty('sponge:log2FoldChange');
    expect(together[0]!.why).toMatch(/^Falls .* in mir9_vs_control \(.*\) and rises .* in sponge \(/);
    // What orders them together is exported, and is what the page opens on.
    const scores = readFileSync(join(both.results, 'exports', 'combined.rnk'), 'utf8')
      .trim()
      .split('\n');
    expect(scores).toHaveLength(together.filter(({ score }) => score !== 'NA').length);
    expect(scores[0]).toBe(`${together[0]!.gene_name ?? together[0]!.gene_id}\t${together[0]!.score}`);
    for (const file of ['combined.genes.excel.csv', 'combined.sites.bed'])
      expect(existsSync(join(both.results, 'exports', file))).toBe(true);
    const page = readFileSync(join(both.results, 'report.html'), 'utf8');
    expect(page).toMatch(/<h1>[^<]*of <span class="name">hsa-miR-9-5p<\/span>, by 2 contrasts together<\/h1>/);
    expect(page).toContain('&quot;combine&quot;: [');
    expect(page).toMatch(/[0-9a-f]{64} {2}utrs\.fa\n/);
  });

  it('says which contrasts there are to combine', () => {
    const wrong = smallStudy({ 'study.yml': study('mir9_vs_control, sponges') });
    const { code, stderr } = run(wrong);
    expect(code).toBe(2);
    expect(stderr).toContain('COMBINE_NO_CONTRAST');
    expect(stderr).toContain('sponge');
    expect(existsSync(join(wrong.results, 'ranking'))).toBe(false);
  });
});
