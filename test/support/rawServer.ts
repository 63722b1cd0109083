/** A TCP server on a free port that does with each connection what the test says: for answers that no HTTP server gives. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  url: string;
  /** What arrived on all connections, in the order in which they were made. */
  heard: () => string[];
  close: () => Promise<void>;
}

/** `talk` gets each connection when it is made; errors on it are nobody's matter. */
export async function rawServer(talk: (socket: Socket, connection: number) => void): Promise<RawServer> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = heard.push('') - 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.on('data', (bytes) => {
      heard[connection] += bytes.toString('latin1');
    });
    talk(socket, connection);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
