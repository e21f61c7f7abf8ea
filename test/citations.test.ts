import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'pipeline', 'test', 'data-samples'];

/** The comments of a source file, each as one line. */
function commentsOf(path: string, text: string): string[] {
  const pattern = /\.(ts|mts|mjs|js|css)$/.test(path)
    ? /\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*(?:\n\s*\/\/.*)*/g
    : /#.*(?:\n#.*)*/g;
  return (text.match(pattern) ?? []).map((comment) => comment.replace(/\s*\n\s*(\*(?!\/)|\/\/|#)?\s*/g, ' '));
}

const headings = (document: string): Set<string> =>
  new Set([...document.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!));

/** What a comment cites that a reader of the repository does not have. */
function findMissing(path: string, comment: string): string[] {
  const missing: string[] = [];
  for (const [, document, heading] of comment.matchAll(/(?<![\w/.-])([\w/.-]+\.md)\b(?:, "([^"]+)")?/g)) {
    const file = [join(root, document!), join(root, dirname(path), document!)].find(existsSync);
    if (file === undefined) missing.push(document!);
    else if (heading !== undefined && !headings(readFileSync(file, 'utf8')).has(heading)) {
      missing.push(`${document}, "${heading}"`);
    }
  }
  // Sections of a document that is not named, as in `A.5` or `section B`.
  for (const [section] of comment.matchAll(/(?<![\w.])[A-H]\.\d{1,2}\b(?!\.?\w)|\bsections? [A-H]\b/g))
    missing.push(section);
  return missing;
}

const files = folders.flatMap(
  (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|mts|mjs|js|css|R|py|sh|yml|yaml)$/.test(path) && !path.includes('/generated/'))
      .filter((path) => path !== 'test/citations.test.ts'), // it holds planted ones
);

describe('comments cite only what a reader of the repository has', () => {
  it('in every file', () => {
    expect(files.length).toBeGreaterThan(500);
    const missing = files.flatMap((path) =>
      commentsOf(path, readFileSync(join(root, path), 'utf8')).flatMap((comment) =>
        findMissing(path, comment).map((citation) => `${path}: ${citation}`),
      ),
    );
    const cure = 'write what is needed into docs/statistics.md and cite its heading, or cite the paper';
    expect(missing, cure).toEqual([]);
  });

  it.each([
    ['a document that is not here', '/** Source: SPEC.md, equation 3. */', ['SPEC.md']],
    ['one with a section', '// Source: notes/SPEC.md A.5.\n', ['notes/SPEC.md', 'A.5']],
    ['a section alone', '/**\n * The search (A.5,\n * section B) ends.\n */', ['A.5', 'section B']],
    ['a heading that is not there', '// docs/statistics.md, "Nothing"\n', ['docs/statistics.md, "Nothing"']],
    ['a heading on the next line', '/**\n * docs/statistics.md,\n * "Nothing". */', ['docs/statistics.md, "Nothing"']],
  ])('finds %s', (_, text, citations) => {
    expect(commentsOf('src/planted.ts', text).flatMap((comment) => findMissing('src/planted.ts', comment))).toEqual(
      citations,
    );
  });

  it.each([
    [
      'papers, versions and numbers',
      '/** S. Nagy 2018, doi:10.1186/s13059-014-0550-8, section 2.3; R 4.2.2; locfit 1.5-9.7. */',
    ],
    ['a heading of the statistics', '// docs/statistics.md, "Final dispersions"\n'],
    ['what is no comment', "const name = 'SPEC.md A.5';"],
  ])('leaves alone %s', (_, text) => {
    expect(commentsOf('src/planted.ts', text).flatMap((comment) => findMissing('src/planted.ts', comment))).toEqual([]);
  });

  it('reads the comments of scripts of R, Python and shell', () => {
    const comments = commentsOf('test/planted.R', 'x <- 1 # by SPEC.md\n# and more\n');
    expect(comments.flatMap((comment) => findMissing('test/planted.R', comment))).toEqual(['SPEC.md']);
  });
});
