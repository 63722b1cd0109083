/**
 * What people do while all that goes on: through the use cases of whichever process runs. What they ask a dying process for is lost,
 * as it is in earnest.
 */
import { cancelCampaign } from '../../server/campaigns/cancelCampaign.ts';
import { createCampaign } from '../../server/campaigns/createCampaign.ts';
import { askLookUps } from '../../server/campaigns/askLookUps.ts';
import { pauseCampaign } from '../../server/campaigns/pauseCampaign.ts';
import { resolveDoubts } from '../../server/campaigns/resolveDoubts.ts';
import { resumeCampaign } from '../../server/campaigns/resumeCampaign.ts';
import { retryRejected } from '../../server/campaigns/retryRejected.ts';
import { startCampaign } from '../../server/campaigns/startCampaign.ts';
import { AppError } from '../../server/http/appError.ts';
import type { Move } from './faultPoints.ts';
import { reconnect } from './population.ts';
import type { SimulatedServer } from './simulatedServer.ts';
import type { World } from './world.ts';

export interface People {
  /** Something a person might do now, or nothing. */
  doSomething: (server: SimulatedServer) => void;
  /** Whatever is needed for everything to come to an end. */
  helpOn: (server: SimulatedServer) => void;
}

interface CampaignNow {
  id: string;
  user_id: string;
  status: string;
}

interface InDoubt {
  id: string;
  user_id: string;
  campaign_id: string;
  row_number: number;
}

export function people(world: World): People {
  const { chance, log, points, store } = world;
  const campaignsNow = store.file.prepare('SELECT id, user_id, status FROM campaigns ORDER BY created_at, id');
  const doubtsNow = store.file.prepare(
    `SELECT id, user_id, campaign_id, row_number FROM outbox WHERE status = 'unknown' AND kind = 'campaign' ORDER BY seq`,
  );
  const rejectedNow = store.file.prepare(
    `SELECT campaign_id AS id, user_id FROM outbox WHERE status = 'rejected' AND kind = 'campaign' LIMIT 1`,
  );
  const brokenNow = store.file.prepare(
    `SELECT id FROM email_providers WHERE state NOT IN ('connected', 'throttled') ORDER BY id`,
  );
  let singles = 0;
  let second = false;

  /** What went wrong for the person is told to them; here it only is noted. */
  function act(move: Move | null, name: string, work: () => Promise<unknown>): void {
    if (move) points.count(move);
    log.note(`a person: ${name}`);
    work().catch((error: unknown) => {
      const known = error instanceof AppError || (error instanceof Error && 'code' in error);
      log.note(`a person is told: ${error instanceof AppError ? error.code : String(error)}`);
      if (!known) world.checks.violations.push(`surprise for a person: ${error instanceof Error ? error.stack : String(error)}`);
    });
  }

  const running = (): CampaignNow[] => (campaignsNow.all() as CampaignNow[]).filter(({ status }) => status === 'running');
  const paused = (): CampaignNow[] => (campaignsNow.all() as CampaignNow[]).filter(({ status }) => status === 'paused');

  function single({ outbox, accounts }: SimulatedServer): void {
    singles += 1;
    const to = `single-${singles}@example.com`;
    const rest = { cc: [], bcc: [], replyTo: [], html: '<p>Hello</p>', attachments: [], importance: 'normal' as const };
    act('single mail', `sends to ${to}`, async () => {
      const account = await accounts.find('anna', 'account-1');
      if (!account) return;
      await outbox
        .sendOne(account, chance.of(0.3) ? 'test' : 'send', { ...rest, to: [to], subject: 'Hello' })
        .catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'THROTTLED') points.count('single mail has to wait');
          if (error instanceof AppError && error.code === 'SEND_OUTCOME_UNKNOWN') points.count('single mail in doubt');
          throw error;
        });
    });
  }

  function secondCampaign({ campaigns }: SimulatedServer): void {
    second = true;
    act('second campaign of the mailbox', 'starts a second campaign', async () => {
      const rows = Array.from({ length: chance.int(3, 12) }, (_, i) => ({
        Email: `second-${i + 1}@example.com`,
        Name: `S${i + 1}`,
      }));
      const letter = { subject: 'Hello {{Name}}', letter: { html: '<p>Dear {{Name}}</p>' }, list: { rows } };
      const { id } = await createCampaign(campaigns, 'ben', { name: 'Second', providerId: 'account-2', ...letter });
      await startCampaign(campaigns, 'ben', id);
    });
  }

  /** Careful people look into Sent Items; hasty ones do not. */
  function decide({ campaigns }: SimulatedServer): void {
    for (const { id, user_id: user, campaign_id: campaign, row_number: row } of doubtsNow.all() as InDoubt[]) {
      const sent = world.provider.takenOf(id).length > 0;
      const decision = world.plan.people === 'hasty' || !sent ? 'again' : 'sent';
      act(null, `decides about ${id}: ${decision}`, () => resolveDoubts(campaigns, user, campaign, { decision, rows: [row] }));
    }
  }

  function askForLookUp({ campaigns }: SimulatedServer): void {
    const [doubt] = doubtsNow.all() as InDoubt[];
    if (!doubt) return;
    act('look-up asked for', 'has doubts looked up', () => askLookUps(campaigns, doubt.user_id, doubt.campaign_id));
  }

  function pauseOne({ campaigns }: SimulatedServer): void {
    const [one] = running();
    if (one) act('pause', `pauses ${one.id}`, () => pauseCampaign(campaigns, one.user_id, one.id));
  }

  function resumeOne({ campaigns }: SimulatedServer): void {
    for (const one of paused()) act('resume', `resumes ${one.id}`, () => resumeCampaign(campaigns, one.user_id, one.id));
  }

  function cancelOne({ campaigns }: SimulatedServer): void {
    const one = (campaignsNow.all() as CampaignNow[]).find(({ status }) => status === 'running' || status === 'paused');
    if (one) act('cancel', `cancels ${one.id}`, () => cancelCampaign(campaigns, one.user_id, one.id));
  }

  function retry({ campaigns }: SimulatedServer): void {
    const one = rejectedNow.get() as { id: string; user_id: string } | undefined;
    if (one)
      act('rejected ones sent again', `sends rejected ones of ${one.id} again`, () =>
        retryRejected(campaigns, one.user_id, one.id),
      );
  }

  function mend(server: SimulatedServer): void {
    for (const { id } of brokenNow.all() as { id: string }[])
      act('mailbox connected again', `connects ${id} again`, () => reconnect(world, server, id));
  }

  return {
    doSomething(server) {
      const what = chance.int(1, 100);
      if (what <= 14) pauseOne(server);
      else if (what <= 45) resumeOne(server);
      else if (what <= 47) cancelOne(server);
      else if (what <= 60) single(server);
      else if (what <= 66 && !second) secondCampaign(server);
      else if (what <= 74) askForLookUp(server);
      else if (what <= 82 && world.plan.people !== 'away') decide(server);
      else if (what <= 85) retry(server);
      else if (what <= 95) mend(server);
    },
    helpOn(server) {
      mend(server);
      resumeOne(server);
      if (world.plan.people !== 'away' && chance.of(0.3)) decide(server);
    },
  };
}
