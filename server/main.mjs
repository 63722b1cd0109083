#!/usr/bin/env node
import { checkNode } from './nodeVersion.mjs';

checkNode();
await import('./main.ts');
