import { Server } from 'socket.io';
import { serve } from './peer.js';

serve((server) => {
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  io.on('connection', (socket) => socket.join(socket.handshake.query.id));
  return (id, text) => io.to(id).emit('message', text.toString());
});
