import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { environment } from '../../server/environment.ts';

test('a .env file is read, and the environment wins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-env-'));
  writeFileSync(join(folder, '.env'), 'PORT=3999\n# a remark\nHOST="127.0.0.2"\n');
  expect(environment({ PORT: '4000' }, join(folder, '.env'))).toEqual({ PORT: '4000', HOST: '127.0.0.2' });
  rmSync(folder, { recursive: true });
});

test('without one there is only the environment', () => {
  expect(environment({ PORT: '4000' }, '/nowhere/.env')).toEqual({ PORT: '4000' });
});
