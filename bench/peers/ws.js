import { WebSocketServer } from 'ws';
import { serve } from './peer.js';

serve((server) => {
  const channels = new Map();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket, request) => {
    const id = new URL(request.url, 'http://localhost').searchParams.get('id');
    const listeners = channels.get(id) ?? new Set();
    channels.set(id, listeners.add(socket));
    socket.on('close', () => listeners.delete(socket));
  });
  return (id, text) => {
    for (const socket of channels.get(id) ?? []) {
      socket.send(text, { binary: false });
    }
  };
});
