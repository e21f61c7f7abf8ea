import { describe, expect, it } from 'vitest';
import { guessReference, levelsAlike } from '../../../src/design/control-levels.ts';

const controls =
  `scramble,scrambled,scramble control,scr,negative control,neg,NC,miR-NC,mimic NC,NC mimic,mimic-control,
mimic control,inhibitor NC,anti-NC,pre-miR neg,miR-control,siCtrl,siControl,siNC,shCtrl,shScr,shNT,control,ctrl,ctl,con,mock,
untreated,untransfected,vehicle,DMSO,empty,empty vector,EV,vector,pcDNA,pcDNA3.1,GFP,LacZ,luciferase,WT,wildtype,parental,
uninfected,naive,sham,NT,NTC,non-targeting,cel-miR-67,cel-miR-39`
    .split(',')
    .map((name) => name.trim());
const targets = [
  'miR-9',
  'mir9',
  'hsa-miR-9-5p',
  'OE',
  'mimic',
  'inhibitor',
  'KO',
  'anti-miR-9',
  'pcDNA3.1-miR-9',
  'treated',
];
const spellings = (name: string) => [
  name,
  name.toUpperCase(),
  name.toLowerCase(),
  name.replace(/[ -]/g, '_'),
  name.replace(/[ .-]/g, ''),
];

describe('the control among the levels', () => {
  it.each(controls)('%s, however it is written, with the miRNA named and without, in either order', (control) => {
    for (const name of spellings(control)) {
      for (const target of targets) {
        for (const mirnas of [[], ['hsa-miR-9-5p'], ['UCUUUGGUUAUCUAGCUGUAUGA']]) {
          for (const levels of [
            [name, target],
            [target, name],
          ]) {
            expect(guessReference(levels, mirnas), levels.join(' and ')).toMatchObject({ reference: name });
          }
        }
      }
    }
  });

  it.each([
    [['siA', 'miR-9'], ['hsa-miR-9-5p'], 'siA'],
    [['N2', 'miR-92a'], ['hsa-miR-92a-3p'], 'N2'],
    [['miR-92a', 'miR-9'], ['hsa-miR-9-5p'], 'miR-92a'],
    [['HeLa', 'HeLa_mimic'], [], 'HeLa'],
    [['control', 'mir9', 'anti9'], ['hsa-miR-9-5p'], 'control'],
    [['A', '200c'], ['hsa-miR-200c-3p'], 'A'],
    [['cel-miR-67', 'hsa-let-7a'], ['hsa-let-7a-5p'], 'cel-miR-67'],
  ])('of %j for %j', (levels, mirnas, reference) => {
    expect(guessReference(levels, mirnas)).toMatchObject({ kind: 'found', reference });
  });

  it.each([
    [
      ['mock', 'NC', 'miR-9'],
      ['mock', 'NC'],
    ],
    [
      ['mimic', 'inhibitor', 'mimic NC', 'inhibitor NC'],
      ['mimic NC', 'inhibitor NC'],
    ],
    [
      ['A', 'B'],
      ['A', 'B'],
    ],
    [
      ['A', 'B', 'miR-9'],
      ['A', 'B'],
    ],
  ])('is asked for among %j', (levels, candidates) => {
    expect(guessReference(levels, ['hsa-miR-9-5p'])).toMatchObject({ kind: 'open', candidates });
  });

  it('finds levels that differ in case and separators alone', () => {
    expect(levelsAlike(['Ctl', 'miR-9', 'ctl', 'mir_9', 'x'])).toEqual([
      ['Ctl', 'ctl'],
      ['miR-9', 'mir_9'],
    ]);
  });
});
