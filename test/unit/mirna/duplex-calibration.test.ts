import { describe, expect, it } from 'vitest';
import { calibrateDuplexes } from '../../../src/mirna/duplex/duplex-calibration.ts';
import { duplexPvalue, extremeValueParameters } from '../../../src/mirna/duplex/duplex-pvalue.ts';

const mir9 = 'UCUUUGGUUAUCUAGCUGUAUGA';
const rules = { maxInternalLoop: 15, maxBulge: 15 };

describe('calibrateDuplexes', () => {
  // Three runs of RNAcalibrate -k 5000 -l 500,300 with the same frequencies printed xi 2.193, 2.195, 2.158 and theta 0.164,
  // 0.159, 0.179; with -f 2,7 xi 2.024, 2.017, 1.980 and theta 0.169, 0.171, 0.182.
  it.each([
    ['without constraint', rules, 2.182, 0.167],
    ['with a helix', { ...rules, helix: { from: 2, to: 7 } }, 2.007, 0.174],
  ])('%s agrees with RNAcalibrate as well as its repeats do', (_, allowed, xi, theta) => {
    const fitted = calibrateDuplexes(mir9, allowed);
    expect(Math.abs(fitted.xi - xi)).toBeLessThan(0.05);
    expect(Math.abs(fitted.theta - theta)).toBeLessThan(0.02);
    expect(calibrateDuplexes(mir9, allowed)).toEqual(fitted);
  });
});

describe('duplexPvalue', () => {
  it('gives what RNAhybrid prints', () => {
    // hsa-miR-9-5p x 753 nt: mfe -23.0, p 0.724095 (3utr_human)
    expect(duplexPvalue(-23, 753, 23, extremeValueParameters(mir9, '3utr_human'))).toBeCloseTo(0.724095, 6);
  });

  it('falls with energy and rises with length', () => {
    const parameters = extremeValueParameters(mir9, '3utr_human');
    expect(duplexPvalue(-30, 1000, 23, parameters)).toBeLessThan(duplexPvalue(-25, 1000, 23, parameters));
    expect(duplexPvalue(-25, 2000, 23, parameters)).toBeGreaterThan(duplexPvalue(-25, 1000, 23, parameters));
  });
});
