/** The manifests that put the pane into Word and Outlook, made for the address of this server. */
import { Type } from 'typebox';
import { defineRoute } from './route.ts';

export const wordManifestFile = defineRoute({
  method: 'GET',
  path: '/manifest.xml',
  summary: 'The manifest of the Word add-in, for this server; NOT_FOUND where it is not reached over https',
  tag: 'Operations',
  access: 'public',
  raw: true,
  ok: Type.String(),
  errors: ['NOT_FOUND'],
});

export const outlookManifestFile = defineRoute({
  method: 'GET',
  path: '/manifest.outlook.xml',
  summary: 'The manifest of the Outlook add-in, for this server; NOT_FOUND where it is not reached over https',
  tag: 'Operations',
  access: 'public',
  raw: true,
  ok: Type.String(),
  errors: ['NOT_FOUND'],
});
