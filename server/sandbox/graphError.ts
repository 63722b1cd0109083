/** A refusal in Graph's terms (graph concepts/errors.md): react to status and code, the message is for people. */
export interface GraphError {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

export interface GraphIds {
  requestId: string;
  clientRequestId: string;
}

export function graphErrorBody(failure: Pick<GraphError, 'code' | 'message'>, ids: GraphIds, now: number) {
  return {
    error: {
      code: failure.code,
      message: failure.message,
      innerError: {
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
