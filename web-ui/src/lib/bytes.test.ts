import { expect, test } from 'vitest';
import { formatBytes, utf8Length } from './bytes';

test('counts bytes of UTF-8, not characters', () => {
  expect(utf8Length('abc')).toBe(3);
  expect(utf8Length('é')).toBe(2);
  expect(utf8Length('你好')).toBe(6);
  expect(utf8Length('👋')).toBe(4);
});

test('writes sizes as people read them', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(1023)).toBe('1023 B');
  expect(formatBytes(1536)).toBe('1.5 KB');
  expect(formatBytes(32 * 1024)).toBe('32 KB');
});
