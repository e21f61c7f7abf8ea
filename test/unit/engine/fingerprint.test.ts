import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../pipeline/engine/canonical-json.ts';
import { type Fingerprint, resultKey } from '../../../pipeline/engine/fingerprint.ts';
import { fc } from '../../seeded-examples.ts';

const fingerprint: Fingerprint = {
  schema: 1,
  stage: 'differential',
  version: 2,
  params: { alpha: 0.1, design: '~ a' },
  inputs: { counts: 'ff', utrs: null, each: { b: '02', a: '01' } },
};

function reverseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value as Record<string, Json>).map(([key, field]) => [key, reverseKeys(field)]);
  return Object.fromEntries(pairs.reverse()) as Json;
}

describe('canonical JSON', () => {
  it('does not depend on the order of keys, and can be read back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        // JSON has one zero: -0 is written 0.
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        expect(canonicalJson(reverseKeys(plain))).toBe(canonicalJson(plain));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  it('leaves out what is absent and refuses what JSON cannot hold', () => {
    expect(canonicalJson({ b: undefined, a: [1, 'x', null] })).toBe('{"a":[1,"x",null]}');
    expect(() => canonicalJson({ alpha: Number.NaN })).toThrow('NaN');
  });
});

describe('the key of a result', () => {
  it('is the head of the sha256 that sha256sum gives for the canonical text', () => {
    const text =
      'seedrank result\n{"inputs":{"counts":"ff","each":{"a":"01","b":"02"},"utrs":null},' +
      '"params":{"alpha":0.1,"design":"~ a"},"schema":1,"stage":"differential","version":2}';
    const sum = execFileSync('sha256sum', { input: text, encoding: 'utf8' });
    expect(resultKey(fingerprint)).toBe(sum.slice(0, 32));
  });

  it('changes with each of its fields', () => {
    const variants: Fingerprint[] = [
      fingerprint,
      { ...fingerprint, schema: 2 },
      { ...fingerprint, stage: 'rank' },
      { ...fingerprint, version: 3 },
      { ...fingerprint, params: { alpha: 0.05, design: '~ a' } },
      { ...fingerprint, inputs: { ...fingerprint.inputs, counts: 'fe' } },
      { ...fingerprint, inputs: { ...fingerprint.inputs, each: { a: '02', b: '01' } } },
    ];
    expect(new Set(variants.map(resultKey)).size).toBe(variants.length);
  });
});
