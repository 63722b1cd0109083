import { randomBytes, randomInt } from 'node:crypto';
import type { RegisteredApp } from './registeredApps.ts';
import type { SandboxPerson, TenantSegment } from './samplePeople.ts';

/** A device that asked for a code and waits for somebody to type it (RFC 8628; entra v2-oauth2-device-code.md). */
export interface DeviceSignIn {
  deviceCode: string;
  userCode: string;
  segmentText: string;
  segment: TenantSegment;
  app: RegisteredApp;
  scopes: string[];
  prefixed: boolean;
  /** ms */
  expiresAt: number;
  outcome: { kind: 'pending' } | { kind: 'declined' } | { kind: 'approved'; person: SandboxPerson } | { kind: 'used' };
}

export type DeviceAsk = Pick<DeviceSignIn, 'segmentText' | 'segment' | 'app' | 'scopes' | 'prefixed'>;

export interface DeviceBook {
  begin(ask: DeviceAsk, now: number): DeviceSignIn;
  find(deviceCode: string): DeviceSignIn | undefined;
  /** By what a person types: blanks, dashes and letter case do not count. Only one that still waits. */
  waiting(userCode: string, now: number): DeviceSignIn | undefined;
}

export const DEVICE_CODE_SECONDS = 900;
/** Nothing that could be read as something else. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function createDeviceBook(): DeviceBook {
  const devices = new Map<string, DeviceSignIn>();
  return {
    begin(ask, now) {
      const device: DeviceSignIn = {
        ...ask,
        deviceCode: `DAQAB${randomBytes(60).toString('base64url')}`,
        userCode: Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
        expiresAt: now + DEVICE_CODE_SECONDS * 1000,
        outcome: { kind: 'pending' },
      };
      devices.set(device.deviceCode, device);
      return device;
    },
    find: (deviceCode) => devices.get(deviceCode),
    waiting(userCode, now) {
      const typed = userCode.replace(/[\s-]/g, '').toUpperCase();
      return [...devices.values()].find(
        (each) => each.userCode === typed && each.outcome.kind === 'pending' && now < each.expiresAt,
      );
    },
  };
}
