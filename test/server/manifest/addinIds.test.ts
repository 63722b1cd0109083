import { describe, expect, test } from '@jest/globals';
import { addinIds, guidIn } from '../../../server/manifest/addinIds.ts';

describe('ids of the add-ins', () => {
  test('are as they always were for the server of this computer', () => {
    expect(addinIds('https://localhost:3000').word).toBe('6f1a0c2e-8d5b-4b57-9c0d-3a7e2f4b91d6');
  });

  test('are the same for the same address, and all different otherwise', () => {
    const addresses = ['https://localhost:3000', 'https://localhost:3100', 'https://mail.example.com', 'https://try.example.com'];
    const ids = addresses.map((url) => addinIds(url)).flatMap(({ word, outlook }) => [word, outlook]);
    expect(new Set(ids).size).toBe(8);
    expect(ids.map(guidIn)).toEqual(ids);
    expect(addinIds('https://mail.example.com')).toEqual(addinIds('https://mail.example.com'));
  });

  test('say by their version and variant that they are made from a name', () => {
    const { outlook } = addinIds('https://mail.example.com');
    expect(outlook).toMatch(/^.{8}-.{4}-5.{3}-[89ab].{3}-.{12}$/);
  });

  test('a server that moved keeps the id it brings, and with it that for Outlook', () => {
    const before = addinIds('https://old.example.com');
    expect(addinIds('https://new.example.com', before.word.toUpperCase())).toEqual(before);
  });
});
