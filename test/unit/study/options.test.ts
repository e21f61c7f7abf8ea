import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { loadStudy } from '../../../pipeline/study/load.ts';
import { addOptions } from '../../../pipeline/study/options/add-options.ts';
import { describeOption, expectedOf, explainOption } from '../../../pipeline/study/options/describe-option.ts';
import { everydayFlags } from '../../../pipeline/study/options/everyday-flags.ts';
import { type CommandName, studyCommands } from '../../../pipeline/study/options/option.ts';
import {
  flagOf,
  isStudyKey,
  type OptionKey,
  optionKeys,
  optionOf,
  optionsOf,
  optionTable,
  studyKeys,
} from '../../../pipeline/study/options/option-table.ts';
import { attributeOf, readOptions, readStudyFlags } from '../../../pipeline/study/options/read-options.ts';
import { Fault } from '../../../src/fault.ts';
import { dialectNames } from '../../../src/formats/counts/dialects/dialect.ts';
import { siteTypes } from '../../../src/mirna/sites/noncanonical-sites.ts';
import { rankers } from '../../../src/ranking/simple-rankers.ts';
import { program } from '../../pipeline/small-study.ts';

const commands = [...new Set(optionKeys.flatMap((key) => optionOf(key).commands))];

const helpOf = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' }).stdout;

const faultOf = (work: () => unknown): Fault['details'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error.details;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the table of options', () => {
  it('has no flag twice in a command', () => {
    for (const command of commands) {
      const flags = optionsOf(command).map(flagOf);
      expect(new Set(flags).size, command).toBe(flags.length);
    }
  });

  it('has the choices of the libraries, all of them', () => {
    expect(optionTable.format.choices).toEqual(dialectNames);
    expect(optionTable.ranker.choices).toEqual(rankers);
    expect(optionTable.site_types.choices).toEqual(siteTypes);
  });

  it('has every key of a study as a flag of all commands that name a study, but for those of SLURM, the output, cohorts, which no text can name, and background, whose tables are a list', () => {
    const elsewhere = /^(slurm_|out$|cohorts$|background$)/;
    for (const key of studyKeys.filter((name) => !elsewhere.test(name))) {
      expect(optionOf(key).commands, key).toEqual(expect.arrayContaining([...studyCommands]));
    }
  });

  it.each(commands)('is in the help of %s: flag, meaning and default', (name) => {
    const help = addOptions(new Command(name), name).configureHelp({ helpWidth: 1000 }).helpInformation();
    const lines = help.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
    for (const key of optionsOf(name)) {
      const option = optionOf(key);
      const line = lines.find((text) => text.startsWith(`${flagOf(key)} `)) ?? '';
      expect(line, key).toContain(describeOption(option, name).replace(/\s+/g, ' '));
      if (option.type === 'number' && option.default !== undefined)
        expect(line).toContain(`(default: ${option.default})`);
    }
  });

  it('has in the short help of a command flags that it has, each once, and in the whole help all', () => {
    const whole = helpOf('run', '--help-all');
    for (const key of optionsOf('run')) expect(whole).toContain(`  ${flagOf(key)} `);
    expect(whole).toContain('The results folder holds');
    for (const [name, flags] of Object.entries(everydayFlags)) {
      const short = helpOf(name, '--help');
      const listed = [...short.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
      expect([...listed].sort(), name).toEqual([...flags, '--help', '--help-all'].sort());
      expect(short.split('\n').length, name).toBeLessThanOrEqual(42);
    }
  });

  it('explains each option: values, default, commands', () => {
    for (const key of optionKeys) {
      const explained = new Map(explainOption(key));
      expect(explained.get('values')).toBe(expectedOf(optionOf(key)));
      expect(explained.get('commands')).toBe(optionOf(key).commands.join(', '));
    }
    expect(new Map(explainOption('alpha')).get('values')).toBe('a number above 0 and below 1');
  });
});

/** Texts that an option of numbers or choices must refuse, by its range. */
function unusableTexts(key: OptionKey): string[] {
  const option = optionOf(key);
  if (option.type === 'number') {
    const { min, above, max, below, whole } = option;
    return [
      'two',
      '',
      'NaN',
      'Infinity',
      ...(min === undefined ? [] : [String(min - 1)]),
      ...(above === undefined ? [] : [String(above)]),
      ...(max === undefined ? [] : [String(max + 1)]),
      ...(below === undefined ? [] : [String(below)]),
      ...(whole ? ['7.5'] : []),
    ];
  }
  if (option.type === 'choice' && !option.orFile) return ['none of them', ''];
  return option.type === 'onOff' ? ['maybe'] : option.type === 'choices' ? ['8mer,none'] : [];
}

const refusals = optionKeys.flatMap((key) =>
  unusableTexts(key).flatMap((text) => optionOf(key).commands.map((command) => [command, key, text] as const)),
);

describe('a value out of range is refused before any file is read', () => {
  it.each(refusals)('seedrank %s: %s = %j, naming the flag', (command, key, text) => {
    const repeats = optionOf(key).repeats?.includes(command);
    const given = { [attributeOf(key)]: repeats ? [text] : text };
    const fault = faultOf(() => readOptions(command, given));
    expect(fault).toMatchObject({ code: 'FLAG_VALUE', file: flagOf(key), option: key, found: text });
    expect(fault.expected).toBe(expectedOf(optionOf(key)));
  });

  // An empty value of a file is none, which has a message of its own.
  const inFiles = refusals.filter(([command, key, text]) => command === 'run' && isStudyKey(key) && text !== '');

  it.each(inFiles)('in a study file, naming file and line (%s): %s = %j', async (_, key, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-options-'));
    const file = join(folder, 'study.yml');
    writeFileSync(file, `name: study\n${key}: ${text}\ncounts: absent.tsv\n`);
    const error = await loadStudy(file, {}, folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    const { details } = error as Fault;
    expect(details).toMatchObject({ code: 'STUDY_BAD_VALUE', file, line: 2, option: key });
    expect(details.expected).toBe(expectedOf(optionOf(key)));
  });
});

describe('flags', () => {
  const parse = (name: CommandName, ...args: string[]) => {
    const command = addOptions(new Command(), name).exitOverride();
    command.parse(args, { from: 'user' });
    return command.opts();
  };
  const flags = (...args: string[]) => readStudyFlags('run', parse('run', ...args));

  it('become the values of the keys', () => {
    expect(
      flags('--lfc-threshold', '1', '--design', '~ a', '--cooks', 'off', '--independent-filtering', 'off'),
    ).toEqual({
      lfc_threshold: 1,
      design: '~ a',
      cooks: 'off',
      independent_filtering: false,
    });
    expect(flags('--contrast', 'a,x,y', '--contrast', 'a, z ,y')).toEqual({
      contrasts: [
        { variable: 'a', target: 'x', reference: 'y' },
        { variable: 'a', target: 'z', reference: 'y' },
      ],
    });
    expect(flags('--factor', 'a, b', '--reference', 'a=x,b=y', '--use-t')).toEqual({
      factors: ['a', 'b'],
      references: { a: 'x', b: 'y' },
      use_t: true,
    });
    expect(flags('--no-use-t')).toEqual({ use_t: false });
    expect(flags()).toEqual({});
  });

  it('of a command are complete with their defaults', () => {
    const given = ['--de', 'one.tsv', '--de', 'two.tsv', '--mirna', 'miR-9, miR-1', '--out', 'ranking'];
    expect(readOptions('rank', parse('rank', ...given))).toMatchObject({
      de: ['one.tsv', 'two.tsv'],
      mirna: ['miR-9', 'miR-1'],
      effect: ['overexpression'],
      alpha: 0.1,
      fdr: 0.1,
      ranker: 'posterior',
    });
    const sites = readOptions(
      'sites',
      parse('sites', '--utrs', 'u.fa', '--out', '-', '--site-types', '8MER, offset-6mer'),
    );
    expect(sites).toMatchObject({ out: '/dev/stdout', siteTypes: ['8mer', 'offset 6mer'], scores: false });
    const duplex = readOptions('duplex', parse('duplex', '--utrs', 'u.fa', '--out', 'd.tsv', '--helix', '2,7'));
    expect(duplex).toMatchObject({ helix: [2, 7], hits: 1, maxBulge: 15, set: undefined });
  });

  it('of a contrast need three parts', () => {
    for (const text of ['a,b', 'a,b,c,d', 'a,,c']) expect(() => flags('--contrast', text)).toThrow(Fault);
  });
});
