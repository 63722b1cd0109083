/** Fetches the report with the session and hands it to the browser as a file; no address with a secret in it. */
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { downloadReport } from '../../shared/api/campaignResults.ts';
import type { Failure } from '../api/call.ts';
import { useCallClient } from '../api/useCall.ts';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';

export function useReport(campaign: CampaignSummary) {
  const call = useCallClient();
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null }>({ busy: false, failure: null });
  const fetchReport = async () => {
    setState({ busy: true, failure: null });
    const answer = await call.raw(downloadReport, { params: { id: campaign.id } });
    if (answer.ok) saveAs(await answer.value.blob(), reportName(campaign.name));
    setState({ busy: false, failure: answer.ok ? null : answer.failure });
  };
  return { ...state, download: () => void fetchReport() };
}

/** A name that every system can store. */
export function reportName(campaign: string): string {
  const plain = campaign
    .replace(/\.(docx|docm|dotx|dotm)$/i, '')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim();
  return sendingTexts.result.reportFile(plain);
}

function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers start reading only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
