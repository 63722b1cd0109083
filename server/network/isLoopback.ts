/** Whether a host name, as `URL.hostname` writes it, means this computer: plain http is fine there and nowhere else. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
