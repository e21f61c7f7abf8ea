import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './commands.ts';

const citation = parse(readFileSync(`${root}CITATION.cff`, 'utf8'));

it('CITATION.cff names the version of the package', () => {
  const { version, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(citation).toMatchObject({ 'cff-version': '1.2.0', version, license });
  expect(citation.references[0]).toMatchObject({ doi: '10.1038/nm.2940', year: 2012 });
});

// What https://citation-file-format.github.io/1.2.0/schema.json asks of the keys that are used.
it('CITATION.cff is valid by its schema', () => {
  const author = (one: object) =>
    expect(Object.keys(one).filter((key) => !/^(family-names|given-names|name|orcid|affiliation)$/.test(key))).toEqual(
      [],
    );
  const text = expect.stringMatching(/./);
  expect(citation).toEqual({
    'cff-version': '1.2.0',
    message: text,
    type: expect.stringMatching(/^(software|dataset)$/),
    title: text,
    version: text,
    license: text,
    authors: expect.any(Array),
    keywords: expect.any(Array),
    references: expect.any(Array),
  });
  expect(new Set(citation.keywords).size).toBe(citation.keywords.length);
  for (const one of citation.authors) author(one);
  for (const { authors, ...reference } of citation.references) {
    expect(reference).toEqual({
      type: 'article',
      title: text,
      journal: text,
      volume: text,
      issue: text,
      start: text,
      end: text,
      year: expect.any(Number),
      doi: expect.stringMatching(/^10\.\d{4,9}(\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/),
      notes: text,
    });
    for (const one of authors) author(one);
  }
});
