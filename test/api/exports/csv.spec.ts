import { describe, it, expect } from '@jest/globals';
import { csvRow, numberCell, textCell } from '../../../api/exports/csv.js';

describe('a CSV cell', () => {
  it('keeps a spreadsheet from running what a person wrote', () => {
    expect(textCell('=1+1')).toBe("'=1+1");
    expect(textCell('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(textCell('-2+3')).toBe("'-2+3");
    expect(textCell('gpt-4o')).toBe('gpt-4o');
    expect(textCell(null)).toBe('');
  });

  it('leaves negative numbers numbers', () => {
    expect(numberCell('-7.5')).toBe('-7.5');
    expect(numberCell(0)).toBe('0');
  });

  it('quotes what would break the row', () => {
    expect(csvRow([textCell('a,"b"'), numberCell(1)])).toBe('"a,""b""",1\r\n');
  });
});
