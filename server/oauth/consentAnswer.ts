/** What comes of asking an administrator, between the application that asked (apps) and the page that tells it (accounts). */

/** What an administrator's consent page sends back (entra v2-admin-consent). */
export interface ConsentQuery {
  state?: string;
  admin_consent?: string;
  error?: string;
  error_description?: string;
}

export interface ConsentAnswer {
  granted: boolean;
  /** In English, for the administrator. */
  sentence: string;
  /** Why it was not granted; not given where the link was too old. */
  refusal?: ConsentRefusal;
}

export interface ConsentRefusal {
  /** Microsoft's number or word; null: somebody said no. */
  code: string | null;
  /** Until when the link is good, in milliseconds since 1970. */
  until: number;
}
