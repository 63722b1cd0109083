import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who has signed in here before with this browser, oldest first: a cookie with their ids. */
export interface BrowserSession<Person> {
  read(request: FastifyRequest): Person[];
  write(request: FastifyRequest, reply: FastifyReply, people: Person[]): void;
}

export function browserSession<Person>(
  cookie: string,
  idOf: (person: Person) => string,
  byId: (id: string) => Person | undefined,
): BrowserSession<Person> {
  return {
    read: (request) =>
      (request.cookies[cookie] ?? '')
        .split('.')
        .map(byId)
        .filter((person) => person !== undefined),
    write: (request, reply, people) =>
      void reply.setCookie(cookie, people.map(idOf).join('.'), {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
      }),
  };
}

/**
 * Whom a new request signs in without asking: the hinted person if they have a session, without a hint the only one that
 * there is.
 */
export function alreadySignedIn<Person>(
  session: Person[],
  hint: { given: boolean; person: Person | undefined },
): Person | undefined {
  if (hint.given) return session.find((each) => each === hint.person);
  return session.length === 1 ? session[0] : undefined;
}
