/** What `oidc-provider` keeps, in a map of its own for each provider: the package's own memory is shared and warns about itself. */
import type { Adapter, AdapterPayload } from 'oidc-provider';

export function mapAdapter(): (model: string) => Adapter {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>();
  return (model) => {
    const at = (id: string): string => `${model}:${id}`;
    const find = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...kept].find(([key, { payload, until }]) => key.startsWith(`${model}:`) && until > Date.now() && test(payload))?.[1]
        .payload;
    return {
      upsert: async (id, payload, expiresIn = Infinity) => {
        kept.set(at(id), { payload, until: Date.now() + expiresIn * 1000 });
      },
      find: async (id) => {
        const one = kept.get(at(id));
        return one && one.until > Date.now() ? one.payload : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const one = kept.get(at(id));
        if (one) one.payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        kept.delete(at(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}
