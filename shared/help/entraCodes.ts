/**
 * Microsoft's sign-in: the AADSTS numbers, for words only. Code branches on `error`, because Microsoft may change the
 * numbers. Sources: entra reference-error-codes.md, reference-breaking-changes.md (900439). 530003, 70044 and the meaning of
 * 135010 are known from support threads only.
 */
import { type HelpRow, type HelpTable, helpTable } from './helpEntry.ts';

const AGAIN = 'Connect the mailbox again and sign in.';
const REPORT = 'Report it to whoever runs this Mergepost server, with this number.';
const REGISTRATION = 'app registration (docs/azure-app.md)';
const BUSY = 'Microsoft has a fault or is busy at the moment. Try again in a few minutes.';

const ACCOUNT: readonly HelpRow[] = [
  [
    '16000',
    'user',
    'Your browser is signed in with an account that does not belong here. Choose another account, the one of the mailbox.',
  ],
  [
    '50020',
    'user',
    'This account does not belong to the organisation that is signed in to. Sign in with an account of that organisation.',
  ],
  [
    '500208',
    'user',
    'This kind of account cannot sign in here: a personal one where a work account is wanted, or the other way round. Sign in with another account.',
  ],
  ['50034', 'user', 'Microsoft does not know this account. Check the address and sign in again.'],
  [
    '50053',
    'user',
    'The account is locked after too many attempts, or Microsoft distrusts the network you are in. Wait a while, or reset the password, and try again.',
  ],
  ['50055', 'user', 'The password has expired. Change it at Microsoft, then connect again.'],
  ['50144', 'user', 'The password has expired. Change it at your workplace, then connect again.'],
  ['50057', 'admin', 'The account is disabled. Ask your administrator to enable it, or connect another mailbox.'],
  ['50126', 'user', 'The address or the password was wrong. Try again, or reset the password at Microsoft.'],
  [
    '51004',
    'admin',
    'The organisation does not know this account. Ask your administrator to add it, or connect another mailbox.',
  ],
  [
    '80012',
    'admin',
    'Your organisation lets people sign in only at certain hours. Sign in within them, or ask your administrator to change them.',
  ],
  [
    '90072',
    'user',
    'This account is of another organisation and not known in this one. Sign in with an account of this organisation, or let its administrator invite you as a guest.',
  ],
];

const SIGN_IN_AGAIN: readonly HelpRow[] = [
  [
    '50072 50079',
    'user',
    'Your organisation asks for a second step at sign-in that you have not set up yet. Connect the mailbox again and set it up when Microsoft asks.',
  ],
  ['50074 50076', 'user', 'Your organisation asks for a second step at sign-in. Connect the mailbox again and complete it.'],
  ['50078', 'user', 'Your second step at sign-in is too long ago. Connect the mailbox again and complete it.'],
  [
    '50097',
    'user',
    'Your organisation wants to know the device you sign in on. Connect the mailbox again on a device that your organisation manages.',
  ],
  ['50132 50133', 'user', `The sign-in is no longer valid, for example because the password was changed. ${AGAIN}`],
  ['50140', 'user', 'Microsoft asked whether you want to stay signed in, and got no answer. Try again and answer it.'],
  [
    '50158',
    'user',
    'Another sign-in service that your organisation uses has not confirmed you yet. Connect the mailbox again and complete its step.',
  ],
  [
    '50173',
    'user',
    `The permission was withdrawn: the password was changed, an administrator ended it, or it was not used for a long time. ${AGAIN}`,
  ],
  [
    '50199',
    'user',
    'For your safety Microsoft wanted a confirmation and got none. Connect the mailbox again and answer what Microsoft asks.',
  ],
  [
    '54005',
    'user',
    'This sign-in was already used, usually because the page was loaded twice. Start again from Mergepost if the mailbox is not connected.',
  ],
  ['70000', 'user', `Microsoft no longer accepts the permission for this mailbox. ${AGAIN}`],
  ['700020', 'user', `Microsoft wants to ask you something before Mergepost may go on. ${AGAIN}`],
  ['70008', 'user', `The permission has expired or was withdrawn. ${AGAIN}`],
  ['700082', 'user', `The mailbox was not used for 90 days, so its permission has expired. ${AGAIN}`],
  [
    '700084',
    'user',
    'The permission lasted for one day only, because the app is registered for the wrong platform. Connect the mailbox again, and tell whoever runs this server that the platform must be Web.',
  ],
  ['70043 70044', 'user', `Your organisation asks for a new sign-in from time to time. ${AGAIN}`],
  [
    '900561',
    'user',
    'The sign-in page was opened in a way that Microsoft does not expect, usually with the Back button. Start again from Mergepost.',
  ],
];

const CONSENT: readonly HelpRow[] = [
  [
    '65001',
    'user',
    'The permission to send from this mailbox was not given yet. Connect again and accept what Microsoft asks; if it does not let you, ask your administrator to allow Mergepost.',
  ],
  ['65004', 'user', 'You did not give the permission, so nothing was connected. Try again if you want to.'],
  [
    '90093 90094 90095',
    'admin',
    'An administrator of your organisation must allow Mergepost first. Ask yours, and send along the approval link of this app.',
  ],
];

const ADMIN: readonly HelpRow[] = [
  [
    '500021 500022',
    'admin',
    'The company or network you are in lets people sign in only at chosen organisations (tenant restrictions). Ask your administrator to allow the organisation of this mailbox.',
  ],
  [
    '500212 500213',
    'admin',
    'The rules between your organisation and the other one (cross-tenant access) do not allow this. Ask the administrators of both to allow Mergepost there.',
  ],
  [
    '50105',
    'admin',
    'Your organisation lets only assigned people use this app. Ask your administrator to assign you (Entra admin center, Enterprise applications, Users and groups).',
  ],
  [
    '50131',
    'admin',
    'A rule of your organisation about devices or places does not allow this sign-in. Ask your administrator (Entra admin center, Sign-in logs).',
  ],
  [
    '53000 530003',
    'admin',
    'Your organisation allows this only on a device that it manages. Use such a device, or ask your administrator.',
  ],
  [
    '53001',
    'admin',
    'Your organisation allows this only on a device that is joined to it. Use such a device, or ask your administrator.',
  ],
  [
    '53002',
    'admin',
    'Your organisation allows only apps that it has approved. Ask your administrator to approve Mergepost in Conditional Access.',
  ],
  [
    '53003',
    'admin',
    'A Conditional Access policy of your organisation blocks this. Ask your administrator to make an exception for Mergepost; trying again does not help.',
  ],
  [
    '530004',
    'admin',
    'Your organisation wants a managed device and has not said whose devices it accepts from guests. Ask your administrator to set it (Entra admin center, Cross-tenant access settings).',
  ],
  [
    '530032',
    'admin',
    'A security policy of your organisation blocks this. Ask your administrator to look at the sign-in logs and allow it.',
  ],
  [
    '530035',
    'admin',
    'The security defaults of your organisation block this. Ask your administrator to look at the sign-in logs and allow it.',
  ],
  [
    '53004 53010',
    'admin',
    'Your second step at sign-in cannot be set up from here, because your organisation sees a risk. Ask your administrator, or set it up at your workplace.',
  ],
  [
    '53011',
    'admin',
    'Your own organisation has blocked the account because it sees a risk. Ask its administrator to look at it and release it.',
  ],
  [
    '650052',
    'admin',
    'Your organisation does not have the service that the app asks for, for example no Exchange licence. Ask your administrator to add it.',
  ],
  [
    '70001 7000112',
    'admin',
    'The app is disabled in your organisation. Ask your administrator to enable it (Entra admin center, Enterprise applications, Properties).',
  ],
  [
    '1000031',
    'admin',
    'The app cannot be used in your organisation at the moment. Ask your administrator to look at it (Entra admin center, Enterprise applications).',
  ],
  [
    '135010 135011',
    'admin',
    'The device you signed in on is disabled or no longer known to your organisation. Ask your administrator to register it again.',
  ],
];

const OPERATOR: readonly HelpRow[] = [
  [
    '50011',
    'operator',
    `The redirect URI is not registered; it must be the same to the letter. Add the one that Mergepost shows to the ${REGISTRATION}, platform Web.`,
  ],
  [
    '500011',
    'operator',
    'A permission names a service that this organisation does not have, often because of a wrong address before the permission. Check the permissions of the app.',
  ],
  [
    '50059 50128 90019',
    'operator',
    'The sign-in does not say which organisation it is for. Check the account types of the app (for the app of the settings: EMAIL_TENANT_ID).',
  ],
  [
    '50194',
    'operator',
    'The app is registered for one organisation only, and the sign-in is for all. Set its account types to that tenant id (for the app of the settings: EMAIL_TENANT_ID), or register it for several organisations.',
  ],
  [
    '65005 650056 650057',
    'operator',
    `The permissions of the app are set up wrongly. Compare those of the ${REGISTRATION} with what Mergepost asks for, then let an administrator allow them again.`,
  ],
  [
    '700005',
    'operator',
    'The sign-in came from another tenant address than the one it is redeemed at. Check the account types of the app (for the app of the settings: EMAIL_TENANT_ID).',
  ],
  [
    '700016',
    'operator',
    'The app is not known in that organisation: a wrong client id or tenant, or nobody has allowed it there. Check both in the app registration (for the app of the settings: EMAIL_CLIENT_ID and EMAIL_TENANT_ID).',
  ],
  [
    '700022',
    'operator',
    'The permissions asked for belong to several services at once, such as Graph and SMTP. Check the permissions of the app: name those of one service, or leave them empty.',
  ],
  [
    '700025',
    'operator',
    `The app is registered as a public client and must not send a secret. Change its platform to Web in the ${REGISTRATION}, or take the secret away here.`,
  ],
  [
    '700027',
    'operator',
    'Microsoft does not accept the certificate that this server signs with. Upload its public part to the app registration, under Certificates & secrets.',
  ],
  [
    '7000215 70002',
    'operator',
    "The client secret is wrong; often the secret's id was copied instead of its value. Set the value again in the app registration (for the app of the settings: EMAIL_CLIENT_SECRET).",
  ],
  [
    '7000218',
    'operator',
    'The client secret is missing. Set it in the app registration (for the app of the settings: EMAIL_CLIENT_SECRET), or allow public client flows if the app has none.',
  ],
  [
    '7000222',
    'operator',
    'The client secret has expired, so no mailbox of this app can send. Make a new one and set it in the app registration (for the app of the settings: EMAIL_CLIENT_SECRET).',
  ],
  [
    '70011',
    'operator',
    'A permission that is asked for does not exist, or is not among those of the app, such as SMTP.Send. Add it to the app registration as a delegated permission, and let an administrator allow it.',
  ],
  [
    '90002',
    'operator',
    'The organisation that is named does not exist. Check the tenant id or domain of the app (for the app of the settings: EMAIL_TENANT_ID).',
  ],
  [
    '90124 90130',
    'operator',
    'The app is not made for this kind of account. Change its account types here or in the app registration (for the app of the settings: EMAIL_TENANT_ID).',
  ],
  [
    '900439',
    'operator',
    'This account is of the cloud of the US government and cannot sign in at the public one. Add an app with the cloud US Gov or DoD.',
  ],
  ['900971', 'operator', `The app has no redirect URI. Add the one that Mergepost shows to the ${REGISTRATION}, platform Web.`],
  [
    '9002332',
    'operator',
    'The app is not open to personal accounts. Choose “organizational directories and personal accounts” in the app registration, or set its account types to organizations.',
  ],
];

const OTHERS: readonly HelpRow[] = [
  ['50058', 'developer', `Mergepost asked Microsoft for a sign-in without showing its page, and nobody was signed in. ${REPORT}`],
  ['50147 501481 501491', 'developer', `The proof key of the sign-in (PKCE) is missing or wrong. ${REPORT}`],
  ['90014 900144', 'developer', `A part of the request to Microsoft is missing. ${REPORT}`],
  ['90015', 'developer', `The address of the sign-in was too long. ${REPORT}`],
  ['9002313', 'developer', `Microsoft could not read the request. ${REPORT}`],
  [
    '50196',
    'wait',
    'This server asked Microsoft the same thing too often in a short time, so Microsoft refuses for a while. Wait ten minutes and try again.',
  ],
  ['90006 90012 90024 90033 90090', 'wait', BUSY],
  ['90055', 'wait', 'Your organisation asks Microsoft for too much at once at the moment. Try again in a few minutes.'],
];

/** By number, without `AADSTS`. */
export const ENTRA_CODES: HelpTable = helpTable([...ACCOUNT, ...SIGN_IN_AGAIN, ...CONSENT, ...ADMIN, ...OPERATOR, ...OTHERS]);
