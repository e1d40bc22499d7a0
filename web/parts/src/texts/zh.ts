import type { Texts } from './texts.js';

export const zh: Texts = {
  language: 'zh',
  connecting: '正在连接…',
  retryIn: (seconds) => `连接已断开，${seconds} 秒后重试。`,
  signedOut: '您已退出登录。',
  notKept: '关闭此页面后，等待发送的消息将不会保留。',

  sessions: '会话',
  noSessions: '还没有会话。',
  untitled: '无标题',
  unread: (number) => `${number} 条未读`,
  more: '更多',
  back: '返回',
  chooseSession: '请选择一个会话。',

  messages: '消息',
  noMessages: '还没有消息。',
  loading: '正在加载…',
  toEnd: '转到最新消息',
  newMessages: (number) => `${number} 条新消息`,
  newLine: '新消息',

  ai: 'AI',
  agent: '代理',
  system: '系统',
  somebody: '未知用户',
  deletedAccount: '已删除的账户',
  edited: '已编辑',
  deleted: '此消息已删除。',
  unreadable: '无法解密此消息。',
  pending: '正在发送…',
  failed: '发送失败',
  seenBy: (number) => `${number} 人已读`,
  answerTo: (name) => `回复 ${name}`,
  actions: '操作',
  reply: '回复',
  edit: '编辑',
  delete: '删除',
  retry: '重试',
  takeBack: '撤回',
  react: (emoji) => `用 ${emoji} 回应`,
  reaction: (emoji, number) => `${emoji} ${number} 个`,

  message: '消息',
  write: '输入消息',
  send: '发送',
  save: '保存',
  askAi: '询问 AI',
  cancel: '取消',
  answering: (name) => `正在回复 ${name}`,
  editing: '正在编辑您的消息',
  mayNotWrite: '您现在不能在此发言。',

  writing: '正在撰写…',
  stop: '停止',
  copy: '复制',
  copied: '已复制',

  task: '任务',
  taskStatus: { queued: '等待中', working: '进行中', completed: '已完成', failed: '失败' },
  progress: '进度',

  typing: (names, others) =>
    others > 0 ? `${names.join('、')} 等 ${names.length + others} 人正在输入…` : `${names.join('、')} 正在输入…`,

  here: (number) => `${number} 人在线`,
  status: { online: '在线', away: '离开', offline: '离线' },

  search: '搜索',
  searchFor: '搜索消息',
  nothingFound: '没有找到结果。',
  close: '关闭',

  members: '成员',
  roles: { owner: '所有者', admin: '管理员', member: '成员' },
  silenced: '已禁言',
};
