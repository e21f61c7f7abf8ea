import { describe, expect, it } from 'vitest';
import { slugOf } from '../../../pipeline/batch/study-slug.ts';
import { fc } from '../../seeded-examples.ts';

describe('the folder of a study', () => {
  it('is its name where that is a plain one', () => {
    for (const name of ['mir9', 'GSE31823_rep-2', 'a.b']) expect(slugOf(name)).toBe(name);
  });

  it('is made of plain characters, never hidden, above or reserved, and short enough for any file system', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
        expect(slug.length).toBeLessThan(100);
        expect(['batch', 'work', 'batch.html']).not.toContain(slug.toLowerCase());
      }),
    );
    for (const name of ['..', '.', '/etc/passwd', 'Work', 'batch', '', '-rf', '$(x)', 'x'.repeat(500)]) {
      expect(slugOf(name)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{10}$/);
    }
  });

  it('differs where names differ', () => {
    const names = ['a b', 'a_b', 'a/b', 'a:b', ' a b', 'a b ', 'é', 'è', `${'x'.repeat(80)}1`, `${'x'.repeat(80)}2`];
    expect(new Set(names.map(slugOf)).size).toBe(names.length);
  });
});
