import { expect, test } from 'vitest';
import { toCsv } from './csv';

test('writes a header and a line per row, ended by CRLF', () => {
  expect(toCsv(['day', 'quantity'], [['2026-11-25', 50]])).toBe(
    'day,quantity\r\n2026-11-25,50\r\n',
  );
});

test('quotes commas, quotes and line breaks', () => {
  expect(toCsv(['a'], [['x,y'], ['say "hi"'], ['two\nlines']])).toBe(
    'a\r\n"x,y"\r\n"say ""hi"""\r\n"two\nlines"\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('does not let a spreadsheet run %s', (text) => {
  expect(toCsv(['a'], [[text]])).toBe(`a\r\n'${text}\r\n`);
});

test('leaves negative numbers alone', () => {
  expect(toCsv(['a'], [[-1]])).toBe('a\r\n-1\r\n');
});
