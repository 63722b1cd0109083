// What a browser has and jsdom lacks.
import { configure } from '@testing-library/dom';
import { TextDecoder, TextEncoder } from 'node:util';

globalThis.TextEncoder ??= TextEncoder;
globalThis.TextDecoder ??= TextDecoder;
if (globalThis.Element && !('scrollIntoView' in Element.prototype)) Element.prototype.scrollIntoView = () => undefined;

// By itself the library waits one second for what is to show, which on a busy computer says nothing.
configure({ asyncUtilTimeout: 20_000 });

// Whoever runs the tests may write numbers and dates in another way.
if (globalThis.document) document.documentElement.dataset.locale = 'en-US';
