import { routeName } from './faults.ts';

export interface RequestCounts {
  add(route: string): void;
  /**
   * How often a route was asked since the start or the last clear, failed answers included. `METHOD /path` with `{tenant}`
   * for the tenant; token requests count a second time as `POST /{tenant}/oauth2/v2.0/token grant_type=refresh_token`.
   */
  count(route: string): number;
  all(): Record<string, number>;
  clear(): void;
}

export function countRequests(): RequestCounts {
  const counts = new Map<string, number>();
  return {
    add: (route) => void counts.set(routeName(route), (counts.get(routeName(route)) ?? 0) + 1),
    count: (route) => counts.get(routeName(route)) ?? 0,
    all: () => Object.fromEntries(counts),
    clear: () => counts.clear(),
  };
}
