import type { Texts } from './texts.js';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

export const es: Texts = {
  language: 'es',
  connecting: 'Conectando…',
  retryIn: (seconds) => `Sin conexión. Nuevo intento en ${seconds} s.`,
  signedOut: 'Has cerrado la sesión.',
  notKept: 'Los mensajes pendientes de envío se pierden al cerrar esta página.',

  sessions: 'Conversaciones',
  noSessions: 'Aún no hay conversaciones.',
  untitled: 'Sin título',
  unread: (number) => `${number} sin leer`,
  more: 'Más',
  back: 'Atrás',
  chooseSession: 'Elige una conversación.',

  messages: 'Mensajes',
  noMessages: 'Aún no se ha dicho nada.',
  loading: 'Cargando…',
  toEnd: 'Ir al mensaje más reciente',
  newMessages: (number) => count(number, 'mensaje nuevo', 'mensajes nuevos'),
  newLine: 'Nuevo',

  ai: 'IA',
  agent: 'Agente',
  system: 'Sistema',
  somebody: 'Alguien',
  deletedAccount: 'Cuenta eliminada',
  edited: 'editado',
  deleted: 'Este mensaje se eliminó.',
  unreadable: 'Este mensaje no se puede descifrar.',
  pending: 'Enviando…',
  failed: 'No enviado',
  seenBy: (number) => `Visto por ${number}`,
  answerTo: (name) => `Respuesta a ${name}`,
  actions: 'Acciones',
  reply: 'Responder',
  edit: 'Editar',
  delete: 'Eliminar',
  retry: 'Reintentar',
  takeBack: 'Recuperar',
  react: (emoji) => `Reaccionar con ${emoji}`,
  reaction: (emoji, number) => `${emoji} ${number}`,

  message: 'Mensaje',
  write: 'Escribe un mensaje',
  send: 'Enviar',
  save: 'Guardar',
  askAi: 'Preguntar a la IA',
  letAiAnswer: 'Que responda la IA',
  cancel: 'Cancelar',
  answering: (name) => `Respondiendo a ${name}`,
  editing: 'Editando tu mensaje',
  mayNotWrite: 'Ahora no puedes escribir aquí.',

  writing: 'Escribiendo…',
  stop: 'Detener',
  copy: 'Copiar',
  copied: 'Copiado',

  task: 'Tarea',
  taskStatus: {
    queued: 'En espera',
    working: 'En curso',
    input_required: 'Espera una respuesta',
    completed: 'Terminada',
    failed: 'Fallida',
    canceled: 'Cancelada',
  },
  progress: 'Progreso',

  approvals: 'Peticiones de la IA',
  toolAsks: 'La IA quiere usar una herramienta',
  toolFound: 'Solo tú ves lo que encontró',
  approve: 'Permitir una vez',
  approveAndShare: 'Permitir y compartir',
  deny: 'No permitir',
  share: 'Compartir',
  keep: 'No compartir',

  typing: (names, others) =>
    others > 0
      ? `${names.join(', ')} y ${count(others, 'persona más', 'personas más')} están escribiendo…`
      : `${names.join(' y ')} ${names.length === 1 ? 'está' : 'están'} escribiendo…`,

  here: (number) => count(number, 'persona aquí', 'personas aquí'),
  status: { online: 'En línea', away: 'Ausente', offline: 'Desconectado' },

  search: 'Buscar',
  searchFor: 'Buscar mensajes',
  nothingFound: 'No se encontró nada.',
  close: 'Cerrar',

  members: 'Miembros',
  roles: { owner: 'Propietario', admin: 'Administrador', member: 'Miembro' },
  silenced: 'Silenciado',
};
