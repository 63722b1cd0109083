// Part of the pane only in `npm run dev`: asks the server the page came from which build it has, and loads the page again
// when that changes. Asking needs nothing in the server; what is typed survives, because the pane keeps it anyway.
const MOMENT_MS = 700;

async function buildNow() {
  try {
    const answer = await fetch('/dev/build.txt', { cache: 'no-store' });
    return answer.ok ? await answer.text() : null;
  } catch {
    // The server is starting again.
    return null;
  }
}

let shown = null;
async function look() {
  const now = await buildNow();
  if (now !== null && shown !== null && now !== shown) location.reload();
  shown = now ?? shown;
  setTimeout(() => void look(), MOMENT_MS);
}
void look();
