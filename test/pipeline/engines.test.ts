import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EngineName, edgerColumns, edgerQL, limmaColumns, limmaVoom } from '../../src/index.ts';
import { seedrank, smallStudy } from './small-study.ts';

const { folder } = smallStudy();
const files = ['--counts', 'counts.tsv', '--samples', 'samples.csv'];
const asked = [
  ...files,
  '--design',
  '~ condition',
  '--contrast',
  'condition,mir9,control',
  '--reference',
  'condition=control',
];
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const de = (engine: string, ...flags: string[]) => seedrank(folder, 'de', ...asked, '--engine', engine, ...flags);

describe('an option that an engine does not know', () => {
  it('is refused by the command', () => {
    const { code, stderr } = de('edger-ql', '--shrink', 'apeglm', '--out', 'refused.tsv');
    expect(code).toBe(2);
    expect(stderr).toMatch(/OPTION_OF_OTHER_ENGINE[\s\S]*--shrink[\s\S]*deseq2/);
  });

  it('is refused in a study too, with its line, unless one of several engines knows it', () => {
    const study = (engine: string, more: string) => {
      writeFileSync(join(folder, 'engines.yml'), `${read('study.yml')}engine: ${engine}\n${more}\n`);
      return seedrank(folder, 'plan', 'engines.yml');
    };
    const lines = read('study.yml').split('\n').length;
    const refused = study('edger-ql', 'shrink: apeglm');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('OPTION_OF_OTHER_ENGINE') });
    expect(refused.stderr).toContain(`engines.yml:${lines + 1}`);
    const plan = study('[edger-ql, deseq2]', 'shrink: apeglm');
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('differential[mir9_vs_control/edger-ql]') });
    expect(plan.stdout).toContain('differential[mir9_vs_control/deseq2]');
    expect(study('[edger-ql, edger-ql]', '').stderr).toContain('ENGINE_TWICE');
    expect(study('edgr', '').stderr).toMatch(/STUDY_BAD_VALUE[\s\S]*edger-ql/);
  });
});

it('one engine at a time is asked by the command', () => {
  expect(de('edger-ql,deseq2', '--out', 'two.tsv')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ENGINES_SEVERAL'),
  });
});

describe('a study, the command and the library', () => {
  it('give the same tables', () => {
    const keys = 'engine: [edger-ql, limma-voom, deseq2]\nrobust: on\nnorm: RLE\ntreat: 0.2\nfilter_by_expr: off\n';
    writeFileSync(join(folder, 'several.yml'), `${read('study.yml')}${keys}`);
    const { code, stderr } = seedrank(folder, 'run', 'several.yml', '--until', 'differential', '--out', 'several');
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const flags = ['--robust', '--norm', 'RLE', '--treat', '0.2', '--filter-by-expr', 'off'];
    const [, ...sheet] = read('samples.csv').trimEnd().split('\n');
    const [header, ...rows] = read('counts.tsv').trimEnd().split('\n');
    const sampleIds = header!.split('\t').slice(1);
    const conditionOf = new Map(sheet.map((row) => row.split(',') as [string, string]));
    const input = {
      counts: rows.map((row) => row.split('\t').slice(1).map(Number)),
      geneIds: rows.map((row) => row.split('\t')[0]!),
      sampleIds,
      samples: { condition: sampleIds.map((id) => conditionOf.get(id)!) },
    };
    const options = {
      design: '~ condition',
      references: { condition: 'control' },
      contrast: { kind: 'levels', variable: 'condition', target: 'mir9', reference: 'control' },
      robust: true,
      norm: 'RLE',
      treat: 0.2,
      filterByExpr: false,
    } as const;
    const library = {
      'edger-ql': () => edgerColumns(edgerQL(input, options)),
      'limma-voom': () => limmaColumns(limmaVoom(input, options)),
    };
    for (const engine of ['edger-ql', 'limma-voom'] as const satisfies readonly EngineName[]) {
      expect(de(engine, ...flags, '--out', 'flags.tsv', '--rows', 'flags.rows.tsv').code).toBe(0);
      const table = read('flags.tsv');
      expect(read(`several/tables/differential/mir9_vs_control.${engine}.results.tsv`)).toBe(table);
      expect(read(`several/tables/differential/mir9_vs_control.${engine}.rows.tsv`)).toBe(read('flags.rows.tsv'));
      const [names, ...lines] = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      const columns = library[engine]();
      expect([...columns.keys()]).toEqual(names);
      names!.forEach((name, k) => {
        const written = lines.map((line) => line[k]!);
        const values = [...columns.get(name)!].map((value) =>
          typeof value === 'string' ? value : Number.isNaN(value) ? 'NA' : value + 0,
        );
        expect(written.map((cell, row) => (typeof values[row] === 'number' ? Number(cell) : cell))).toEqual(values);
      });
    }
  });
});
