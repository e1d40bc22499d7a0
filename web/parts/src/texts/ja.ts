import type { Texts } from './texts.js';

export const ja: Texts = {
  language: 'ja',
  connecting: '接続しています…',
  retryIn: (seconds) => `接続がありません。${seconds}秒後に再試行します。`,
  signedOut: 'サインアウトしました。',
  notKept: 'このページを閉じると、送信待ちのメッセージは失われます。',

  sessions: '会話',
  noSessions: 'まだ会話がありません。',
  untitled: '無題',
  unread: (number) => `未読${number}件`,
  more: 'もっと見る',
  back: '戻る',
  chooseSession: '会話を選択してください。',

  messages: 'メッセージ',
  noMessages: 'まだメッセージがありません。',
  loading: '読み込み中…',
  toEnd: '最新のメッセージへ',
  newMessages: (number) => `新着メッセージ${number}件`,
  newLine: '新着',

  ai: 'AI',
  agent: 'エージェント',
  system: 'システム',
  somebody: '不明なユーザー',
  deletedAccount: '削除されたアカウント',
  edited: '編集済み',
  deleted: 'このメッセージは削除されました。',
  unreadable: 'このメッセージは復号できません。',
  pending: '送信中…',
  failed: '送信できませんでした',
  seenBy: (number) => `既読${number}`,
  answerTo: (name) => `${name}さんへの返信`,
  actions: '操作',
  reply: '返信',
  edit: '編集',
  delete: '削除',
  retry: '再試行',
  takeBack: '取り消す',
  react: (emoji) => `${emoji}でリアクション`,
  reaction: (emoji, number) => `${emoji} ${number}件`,

  message: 'メッセージ',
  write: 'メッセージを入力',
  send: '送信',
  save: '保存',
  askAi: 'AIに質問',
  letAiAnswer: 'AIに答えてもらう',
  cancel: 'キャンセル',
  answering: (name) => `${name}さんに返信中`,
  editing: 'メッセージを編集中',
  mayNotWrite: '現在ここには書き込めません。',

  writing: '作成中…',
  stop: '停止',
  copy: 'コピー',
  copied: 'コピーしました',

  task: 'タスク',
  taskStatus: {
    queued: '待機中',
    working: '進行中',
    input_required: '回答待ち',
    completed: '完了',
    failed: '失敗',
    canceled: '取り消し',
  },
  progress: '進捗',

  approvals: 'AI のリクエスト',
  toolAsks: 'AI がツールを使おうとしています',
  toolFound: '結果はあなただけに表示されています',
  approve: '今回だけ許可',
  approveAndShare: '許可して共有',
  deny: '許可しない',
  share: '共有',
  keep: '共有しない',

  typing: (names, others) =>
    others > 0
      ? `${names.map((name) => `${name}さん`).join('、')}と他${others}人が入力中…`
      : `${names.map((name) => `${name}さん`).join('、')}が入力中…`,

  here: (number) => `${number}人が参加中`,
  status: { online: 'オンライン', away: '離席中', offline: 'オフライン' },

  search: '検索',
  searchFor: 'メッセージを検索',
  nothingFound: '見つかりませんでした。',
  close: '閉じる',

  members: 'メンバー',
  roles: { owner: 'オーナー', admin: '管理者', member: 'メンバー' },
  silenced: '発言停止中',
};
