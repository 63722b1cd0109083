/** Who a request comes from, as every feature sees it. */
export interface Caller {
  userId: string;
  role: 'user' | 'admin';
  /** Id of the own session; null where a host application brought the token. */
  sessionId: string | null;
  /**
   * An address the session's issuer vouches for (a host application's `email` claim). Never set for Entra sessions:
   * a foreign tenant's administrator can write any address.
   */
  vouchedEmail: string | null;
  /** Entra identity of the signed-in person, where there is one. */
  entra: { tid: string; oid: string } | null;
}
