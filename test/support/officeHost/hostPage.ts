/** The page around the pane: a frame, and a relay that hands the pane's questions to the test (`askOffice`) and the answers back. */

export interface HostPageParts {
  frameName: string;
  paneUrl: string;
  width: number;
  height: number;
}

/** A function of the page that `openInOffice` exposes. */
export const ASK = 'askOffice';

export function hostPage({ frameName, paneUrl, width, height }: HostPageParts): string {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Office</title>
<style>body { margin: 0 } iframe { border: 0; display: block }</style><script>${RELAY}</script></head>
<body><iframe id="addin" title="Mergepost" name="${attribute(frameName)}" width="${width}" height="${height}" allow="clipboard-write" src="${attribute(paneUrl)}"></iframe></body></html>`;
}

/** `registered`: the questions for events, by name; \`tellPane\` answers them again whenever such an event happens. */
const RELAY = `
const registered = new Map();
const answer = (to, question, data, kind) => to.source.postMessage(JSON.stringify({
  _messageType: 1, _actionName: question._actionName, _conversationId: question._conversationId,
  _correlationId: question._correlationId, _origin: location.origin, _data: data, _errorCode: 0, _responseType: kind, _serializerVersion: 1,
}), to.origin);
addEventListener('message', async (event) => {
  let question = null;
  try { question = JSON.parse(event.data); } catch { return; }
  if (question?._messageType !== 0) return;
  if (question._actionType === 1) registered.set(question._actionName, { to: event, question });
  if (question._actionType === 2) registered.delete(question._actionName);
  answer(event, question, await ${ASK}({ action: question._actionName, kind: question._actionType, data: question._data }), 0);
});
function tellPane(name, data) {
  for (const [action, { to, question }] of registered) if (action.includes(name)) answer(to, question, data, 1);
}`;
