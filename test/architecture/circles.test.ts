import { describe, expect, it } from 'vitest';
import { describeCircle, findCircles, needsOfFiles, needsOfFolders } from './find-circles.ts';
import { parseSources, readSources } from './source-graph.ts';

/** Rooms with a circle of folders that is still there; one that is gone must be taken from this list. */
const known: readonly { readonly room: string; readonly because: string }[] = [
  { room: 'src/engines/deseq2', because: 'the kernel names types of the fit (the trend, the normalization)' },
  { room: 'src/formats', because: 'tables of counts, annotation and sheets read each other' },
];

describe('import circles', () => {
  const files = needsOfFiles(readSources('src', 'pipeline', 'data-samples', 'test'));
  const folders = needsOfFolders(new Map([...files].filter(([path]) => !path.startsWith('test/'))));

  it('are found neither of files, by types alone neither', () => {
    expect(findCircles(files).map((circle) => describeCircle(circle, files))).toEqual([]);
  });

  it('nor of folders, but in the rooms that are listed', () => {
    const found = findCircles(folders);
    const isIn = (circle: readonly string[], room: string): boolean =>
      circle.every((one) => `${one}/`.startsWith(`${room}/`));
    const strange = found.filter((circle) => !known.some(({ room }) => isIn(circle, room)));
    expect(strange.map((circle) => describeCircle(circle, folders))).toEqual([]);
    expect(known.filter(({ room }) => !found.some((circle) => isIn(circle, room)))).toEqual([]);
  });
});

describe('a planted circle is found', () => {
  const needs = (texts: Record<string, string>) => needsOfFiles(parseSources(new Map(Object.entries(texts))));
  const circlesOf = (texts: Record<string, string>): string[] => {
    const files = needs(texts);
    return findCircles(files).map((circle) => describeCircle(circle, files));
  };

  it('of two files, one of which needs but a type', () => {
    const b = "export { a } from './a.ts';\nexport type B = number;";
    expect(
      circlesOf({ 'src/a.ts': "import type { B } from './b.ts';\nexport const a: B = 1;", 'src/b.ts': b }),
    ).toEqual(['src/a.ts -> src/b.ts -> src/a.ts']);
  });

  it('of three files, one of which is loaded lazily, in a chain of others', () => {
    const texts = {
      'src/entry.ts': "import { a } from './x/a.ts';\na();",
      'src/x/a.ts': "import './b.ts';\nimport { end } from '../end.ts';\nexport const a = end;",
      'src/x/b.ts': "export const load = async () => (await import('../y/c.ts')).c;",
      'src/y/c.ts': "import * as a from '../x/a.ts';\nexport const c = a.a;",
      'src/end.ts': 'export const end = () => 0;',
    };
    expect(circlesOf(texts)).toEqual(['src/x/a.ts -> src/x/b.ts -> src/y/c.ts -> src/x/a.ts']);
    expect(circlesOf({ ...texts, 'src/y/c.ts': 'export const c = 1;' })).toEqual([]);
  });

  it('of folders whose files form none, and of a folder with one inside it', () => {
    const between = needs({
      'src/x/one.ts': "import '../y/two.ts';",
      'src/y/two.ts': '',
      'src/y/three.ts': "import type { F } from '../x/four.ts';",
      'src/x/four.ts': 'export type F = 1;',
      'src/x/inner/five.ts': "import '../four.ts';",
    });
    expect(findCircles(between)).toEqual([]);
    expect(findCircles(needsOfFolders(between))).toEqual([['src/x', 'src/y']]);
    const nested = needs({
      'src/x/one.ts': "import './inner/two.ts';",
      'src/x/inner/two.ts': "import '../base.ts';",
      'src/x/base.ts': '',
    });
    expect(findCircles(needsOfFolders(nested))).toEqual([['src/x', 'src/x/inner']]);
  });

  it('but none where files beside the areas are needed by all, and need them', () => {
    const texts = {
      'src/index.ts': "import './x/one.ts';",
      'src/x/one.ts': "import '../fault.ts';",
      'src/fault.ts': '',
    };
    expect(findCircles(needsOfFolders(needs(texts)))).toEqual([]);
  });
});
