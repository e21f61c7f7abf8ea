import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileName, folderOf } from '../../../src/text/file-names.ts';

describe('parts of paths', () => {
  it.each(['a.txt', '/a.txt', 'x/a.txt', '/x/y/a.txt', 'x/y/', './a', '../a', '/', '', 'x//a'])(
    "of '%s' are those of POSIX",
    (path) => {
      expect(fileName(path)).toBe(posix.basename(path));
      expect(fileName(folderOf(path))).toBe(posix.basename(posix.dirname(path)));
    },
  );

  it.each(['C:\\x\\s1.bam', 'x\\y\\s1.bam', 'x\\s1.bam', 's1.bam'])("of '%s' are those of Windows", (path) => {
    expect(fileName(path)).toBe(win32.basename(path));
    expect(fileName(folderOf(path))).toBe(win32.basename(win32.dirname(path)));
  });
});
