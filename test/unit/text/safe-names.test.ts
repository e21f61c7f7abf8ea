import { describe, expect, it } from 'vitest';
import { nameContrasts } from '../../../pipeline/study/contrast-ids.ts';
import { safeName } from '../../../src/text/safe-names.ts';
import { fc } from '../../seeded-examples.ts';

const contrast = (target: string, reference: string, variable = 'condition') => ({ variable, target, reference });
const idsOf = (...contrasts: ReturnType<typeof contrast>[]) =>
  nameContrasts(contrasts, '~ condition', 'overexpression').map(({ id }) => id);

describe('names of files that we make', () => {
  it('are the text itself where that is harmless', () => {
    for (const name of ['mir9_vs_control', 'LIFR', 'HLA-A', 'miR-9.1']) expect(safeName(name)).toBe(name);
    expect(safeName('Kontrolle (über)')).toBe('Kontrolle_uber_');
  });

  it('are never empty, a device, a folder above, too long or unsafe, and tell texts apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const name = safeName(one);
        expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        const letters = (text: string) => text.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');
        if (letters(one) !== letters(other)) expect(name).not.toBe(safeName(other));
      }),
      { numRuns: 3000 },
    );
    for (const text of ['', '..', 'CON', 'nul.txt', 'x'.repeat(500), '处理', '/etc/passwd']) {
      expect(safeName(text)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);
    }
    expect(new Set(['处理', '对照', '', '..', '...'].map(safeName)).size).toBe(5);
  });
});

describe('contrasts without an id', () => {
  it('are told apart in any script, and without regard to case', () => {
    const [first, second] = idsOf(contrast('处理', '对照'), contrast('对照', '处理'));
    expect(first).not.toBe(second);
    expect(first).toMatch(/^vs-[0-9a-f]{8}$/);
    const cases = idsOf(contrast('Mir9', 'control'), contrast('mir9', 'control'));
    expect(new Set(cases.map((id) => id.toLowerCase())).size).toBe(2);
  });

  it('keep their names where these tell them apart', () => {
    expect(idsOf(contrast('mir9', 'control'), contrast('mock', 'control'))).toEqual([
      'mir9_vs_control',
      'mock_vs_control',
    ]);
    expect(idsOf(contrast('a', 'b', 'one'), contrast('a', 'b', 'two'))).toEqual(['one_a_vs_b', 'two_a_vs_b']);
  });
});
