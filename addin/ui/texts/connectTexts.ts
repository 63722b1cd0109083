/** What the pane says while a mailbox is being connected. */
export const connectTexts = {
  connecting: {
    title: 'Connect email account',
    starting: 'One moment…',
    waiting: (whom: string | null) => (whom === null ? 'Waiting for the other window…' : `Waiting for ${whom}…`),
    waitingNext: 'Sign in and agree in the other window. This page goes on by itself.',
    officeRefused:
      'Your sign-in to Office was not accepted here. Sign in in the other window instead; this page goes on by itself.',
    /** The window has trouble, and nothing can go on in it. */
    notOpen: 'The other window did not open.',
    noPage: 'The sign-in page did not load.',
    open: 'Open the window',
    officeSays: (code: number) => `Office’s number for it: ${code}`,
    again: 'Window gone? Open it again',
    confirm: 'Please confirm in the other window.',
    confirmNext: 'It shows which mailbox is about to be connected. This page goes on by itself.',
    code: 'Almost done…',
    codeLabel: 'Type the code from the other window',
    codeHint: 'It looks like ABCD-EFGH.',
    codeSend: 'Connect',
    startAgain: 'Window gone? Start again',
    finishing: 'Connecting…',
    connected: (email: string | null) => (email ? `Connected as ${email}` : 'Connected'),
    expired: 'The window was open too long.',
    expiredNext: 'It is valid for ten minutes. Start again.',
    addressLabel: 'Address of the mailbox',
    addressHint: 'For example: office@contoso.com',
    addressTitle: 'Which mailbox is it?',
    goOn: 'Go on',
  },

  choose: {
    title: 'What kind of mailbox?',
    not: 'Not now',
    none: 'No kind of mailbox can be connected here yet. Ask whoever looks after Mergepost.',
    kinds: { microsoft: 'Work, school or Outlook.com', google: 'Gmail or Google Workspace', generic: 'Another mail service' },
  },

  administrator: {
    title: 'A note for your administrator',
    wanted: 'Does Microsoft want an administrator to agree?',
    writing: 'Writing the note…',
    copy: 'Copy the note',
    mail: 'Send it by mail',
    subject: 'Please allow Mergepost for us',
    open: 'Waiting for your administrator. This page notices when they have agreed.',
    granted: 'Your administrator has agreed.',
    declined: 'Your administrator has declined. Talk to them, then send the note again.',
    expired: 'The link in the note is over.',
    renew: 'Write a new note',
    other: 'For another organisation',
    organisation: 'Its domain',
    organisationHint: 'For example: fabrikam.com',
    openLink: 'Open the link as administrator',
    connectNow: 'Connect now',
    noLink: 'The link for your administrator could not be made, so the note is without it.',
    /** Where nobody is signed in yet, or the server has no link: the way through the admin center. */
    plain: (origin: string) =>
      `Hello,\n\nI would like to use Mergepost (${origin}) to send Word mail merges from my own mailbox. Microsoft says an administrator has to agree first.\n\nIt asks for: send mail as me (Mail.Send), my name and address (User.Read), and staying connected (offline_access). It cannot read mail.\n\nPlease approve it for me or for everybody (Microsoft Entra admin center, Enterprise applications).\n\nThank you`,
  },
} as const;
