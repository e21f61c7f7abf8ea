import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsIn, documents, flagsOfCommands, root } from './commands.ts';

describe('the documents', () => {
  const known = flagsOfCommands();

  it('are read, and so is the manual', () => {
    expect([...known.keys()]).toEqual(expect.arrayContaining(['run', 'rank', 'batch status']));
    expect(known.get('rank')).toContain('--mirna');
    expect(callsIn('docs/guide.md').length).toBeGreaterThan(25);
  });

  it.each(documents)('%s shows commands and flags that there are', (document) => {
    const wrong = callsIn(document).filter((call) => {
      const words = call.split(/\s+/).slice(1);
      const name = [words.slice(0, 2).join(' '), words[0]!].find((one) => known.has(one));
      if (name === undefined) return !['help', 'COMMAND', '--version'].includes(words[0]!);
      return words.some((word) => word.startsWith('--') && !known.get(name)!.has(word.split('=')[0]!));
    });
    expect(wrong).toEqual([]);
  });

  it.each(documents)('%s links to what there is', (document) => {
    const text = readFileSync(root + document, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const broken = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => {
        const [file, anchor] = link.split('#');
        const target = file === '' ? root + document : join(root, dirname(document), file!);
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
      });
    expect(broken).toEqual([]);
  });
});

/** The anchors that GitHub makes of headings. */
function anchorsOf(file: string): Set<string> {
  return new Set(
    [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
