import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addStudyFlags, readFlags } from '../../../pipeline/study/flags.ts';
import { flagOf, type StudyKey, studyKeys } from '../../../pipeline/study/keys.ts';
import { studyJsonSchema } from '../../../pipeline/study/schema.ts';
import { Fault } from '../../../src/fault.ts';

const keys = Object.keys(studyKeys) as StudyKey[];
const schema = studyJsonSchema() as {
  readonly properties: Readonly<Record<string, { readonly description?: string; readonly default?: unknown }>>;
  readonly required?: readonly string[];
  readonly additionalProperties: boolean;
};

describe('the schema of a study file', () => {
  it('has every key with its description, and no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(schema.properties[key]?.description).toBe(studyKeys[key].description);
    expect(schema.additionalProperties).toBe(false);
  });

  it('requires no key of every study: counts and samples give way to a finished result table', () => {
    expect(schema.required ?? []).toEqual([]);
  });

  it('has the defaults that the descriptions promise', () => {
    for (const key of keys) {
      const [, promised] = /\(default: ([\w.]+)\)/.exec(studyKeys[key].description) ?? [];
      const value = schema.properties[key]?.default;
      if (promised === undefined || value === undefined) continue;
      expect(value === true ? 'on' : String(value), key).toBe(promised);
    }
  });
});

describe('flags', () => {
  const parse = (...args: string[]): ReturnType<typeof readFlags> => {
    const command = addStudyFlags(new Command()).exitOverride();
    command.parse(args, { from: 'user' });
    return readFlags(command.opts());
  };

  it('there is one for every key, those of a batch on SLURM aside', () => {
    const options = addStudyFlags(new Command()).options.map(({ long }) => long);
    expect(options).toEqual(keys.filter((key) => !key.startsWith('slurm_')).map(flagOf));
  });

  it('become the values of the keys', () => {
    expect(parse('--lfc-threshold', '1', '--design', '~ a', '--cooks', 'off')).toEqual({
      lfc_threshold: 1,
      design: '~ a',
      cooks: 'off',
    });
    expect(parse('--contrast', 'a,x,y', '--contrast', 'a, z ,y')).toEqual({
      contrasts: [
        { variable: 'a', target: 'x', reference: 'y' },
        { variable: 'a', target: 'z', reference: 'y' },
      ],
    });
  });

  it('of a contrast need three parts', () => {
    for (const text of ['a,b', 'a,b,c,d', 'a,,c']) expect(() => parse('--contrast', text)).toThrow(Fault);
  });
});
