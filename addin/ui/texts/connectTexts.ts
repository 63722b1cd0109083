/** What the pane says while a mailbox is being connected. */
export const connectTexts = {
  connecting: {
    title: 'Connect email account',
    starting: 'One moment…',
    waiting: 'Waiting for Microsoft…',
    waitingNext: 'Sign in and agree in the other window. This page goes on by itself.',
    again: 'Window gone? Open it again',
    closed: 'The other window looks closed.',
    closedNext: 'If you are still signing in there, just go on. Otherwise open it again.',
    confirm: 'Please confirm in the other window.',
    confirmNext: 'It shows which mailbox is about to be connected. This page goes on by itself.',
    code: 'Almost done…',
    codeLabel: 'Type the code from the other window',
    codeHint: 'It looks like ABCD-EFGH.',
    codeSend: 'Connect',
    finishing: 'Connecting…',
    connected: (email: string | null) => (email ? `Connected as ${email}` : 'Connected'),
    expired: 'The window was open too long.',
    expiredNext: 'It is valid for ten minutes. Start again.',
    adminNote: 'A note for your administrator',
    adminCopy: 'Copy the note',
    adminText: (origin: string) =>
      `Hello,\n\nI would like to use Mergepost (${origin}) to send Word mail merges from my own mailbox. Microsoft says an administrator has to agree first.\n\nIt asks for: send mail as me (Mail.Send), my name and address (User.Read), and staying connected (offline_access). It cannot read mail.\n\nPlease approve it for me or for everybody (Microsoft Entra admin center, Enterprise applications).\n\nThank you`,
  },

  /** Why the other window did not open or ended. */
  windowTrouble: {
    'page-unreachable': 'The sign-in page could not be loaded. Check your connection and open it again.',
    'page-insecure': 'The sign-in page left the secure connection. Please tell whoever looks after Mergepost.',
    'domain-refused': 'Office refused the address of the sign-in page. Please tell whoever looks after Mergepost.',
    'not-https': 'The sign-in page is not on a secure address. Please tell whoever looks after Mergepost.',
    closed: 'The other window looks closed. If you are still signing in there, just go on.',
    'already-open': 'Another window of this add-in is still open. Close it, then open this one again.',
    'waiting-for-permission': 'Office is waiting for your answer. Choose Allow.',
    'refused-by-person': 'The window was not allowed. Open it again and choose Allow.',
    'not-a-window': 'Office could not open the window. Open it again.',
    'popup-blocked': 'Your browser blocked the window. Allow pop-ups for this page, then open it again.',
    'other-window-open': 'Another dialog is open in Office. Close it, then open this one again.',
    'document-inactive': 'Click into your document once, then open the window again.',
    'parent-minimized': 'Office is minimised. Bring it back, then open the window again.',
    unknown: 'The window could not be opened. Open it again.',
  },
} as const;
