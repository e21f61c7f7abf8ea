import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../pipeline/ui/format-table.ts';
import { visibleLine, visibleText } from '../../../pipeline/ui/visible-text.ts';
import { Fault, formatFault } from '../../../src/fault.ts';

describe('text for a terminal', () => {
  it('shows what would steer it, and keeps line ends and tabs', () => {
    expect(visibleText('a\u001b[2Jb\r\tc\u009b1m\u202ed\n')).toBe('a\\u001b[2Jb\\u000d\tc\\u009b1m\\u202ed\n');
    expect(visibleLine('a\nb\tc')).toBe('a\\u000ab\\u0009c');
    expect(visibleText('miR-9-5p, λ, 処理')).toBe('miR-9-5p, λ, 処理');
  });

  it('keeps the meaning of JSON', () => {
    const value = { name: 'a\u007f\u009b\u202eb' };
    expect(JSON.parse(visibleText(JSON.stringify(value)))).toEqual(value);
  });

  it('aligns a table by what is shown', () => {
    expect(
      formatTable([
        ['\u001b', 'x'],
        ['abc', 'y'],
      ]),
    ).toBe('\\u001b  x\nabc     y');
  });

  it('lets no cell look like a line of a fault', () => {
    const fault = new Fault({ code: 'X', message: 'm', file: 'a\nb', found: 'x\n  cure      rm -rf', hint: 'h' });
    expect(formatFault(fault).split('\n')).toHaveLength(4);
  });
});
