import { describe, expect, it } from 'vitest';
import { ontologySets } from '../../../src/analyses/enrichment/ontology-sets.ts';
import { readGaf } from '../../../src/formats/ontology/gaf.ts';
import { parseObo } from '../../../src/formats/ontology/obo.ts';
import { faultOf } from './faults.ts';
import { fileOfText } from './text-file.ts';

const OBO = `format-version: 1.2
data-version: releases/2022-07-01

[Term]
id: GO:0000001
name: process
namespace: biological_process

[Term]
id: GO:0000002
name: repair
namespace: biological_process
alt_id: GO:0000009
is_a: GO:0000001 ! process

[Term]
id: GO:0000003
name: step of repair
namespace: biological_process
relationship: part_of GO:0000002 ! repair
relationship: regulates GO:0000005 ! other

[Term]
id: GO:0000005
name: other
namespace: biological_process
is_a: GO:0000001 ! process

[Term]
id: GO:0000006
name: binding
namespace: molecular_function

[Term]
id: GO:0000007
name: obsolete thing
namespace: biological_process
is_obsolete: true

[Typedef]
id: part_of
name: part of
`;
const row = (gene: string, term: string, qualifier = 'involved_in') =>
  `UniProtKB\tP1\t${gene}\t${qualifier}\t${term}\tPMID:1\tIDA\t\tP\tname\t\tprotein\ttaxon:9606\t20220630\tUniProt\t\t`;
const gaf = (...rows: string[]) =>
  readGaf(fileOfText('a.gaf', ['!gaf-version: 2.2', '!date-generated: 2022-07-01T10:00', ...rows, ''].join('\n')));

describe('sets of the Gene Ontology', () => {
  const ontology = parseObo(new TextEncoder().encode(OBO), 'go.obo');

  it('give a term the genes of its kinds and parts, not of what it regulates', async () => {
    const genes = await gaf(row('B', 'GO:0000003'), row('A', 'GO:0000009'), row('C', 'GO:0000005'));
    const { sets } = ontologySets(genes, ontology);
    expect(sets).toEqual([
      { name: 'GO:0000001', description: 'process [BP]', genes: ['A', 'B', 'C'] },
      { name: 'GO:0000002', description: 'repair [BP]', genes: ['A', 'B'] },
      { name: 'GO:0000003', description: 'step of repair [BP]', genes: ['B'] },
      { name: 'GO:0000005', description: 'other [BP]', genes: ['C'] },
    ]);
  });

  it('leave out NOT and terms out of use, choose aspects, and tell both dates', async () => {
    const genes = await gaf(
      row('A', 'GO:0000003', 'NOT|involved_in'),
      row('A', 'GO:0000006'),
      row('B', 'GO:0000005'),
      row('C', 'GO:0000007'),
    );
    const { sets, notes } = ontologySets(genes, ontology, ['MF']);
    expect(sets).toEqual([{ name: 'GO:0000006', description: 'binding [MF]', genes: ['A'] }]);
    expect(notes).toEqual([
      'annotations of 2022-07-01, ontology releases/2022-07-01',
      '3 annotations, 1 with NOT left out; 1 terms with genes, ancestors by is_a and part_of included',
      '1 annotated terms are not in the ontology, or obsolete, and are left out: GO:0000007',
    ]);
  });

  it('are refused where a file is none of the kind', async () => {
    expect(() => parseObo(new TextEncoder().encode('gene\tterm\n'), 'a.obo')).toThrow('holds no terms');
    expect((await faultOf(() => parseObo(new TextEncoder().encode(''), 'a.obo'))).code).toBe('OBO_EMPTY');
    await expect(gaf('A\tGO:0000006')).rejects.toThrow('cannot be read');
    await expect(gaf()).rejects.toThrow('holds no annotations');
  });
});
