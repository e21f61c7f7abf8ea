import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './commands.ts';

it('CITATION.cff names the version of the package', () => {
  const citation = parse(readFileSync(`${root}CITATION.cff`, 'utf8'));
  const { version, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(citation).toMatchObject({ 'cff-version': '1.2.0', version, license });
  expect(citation.references[0]).toMatchObject({ doi: '10.1038/nm.2940', year: 2012 });
});
