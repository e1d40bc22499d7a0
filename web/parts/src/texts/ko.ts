import type { Texts } from './texts.js';

export const ko: Texts = {
  language: 'ko',
  connecting: '연결하는 중…',
  retryIn: (seconds) => `연결이 끊겼습니다. ${seconds}초 후에 다시 시도합니다.`,
  signedOut: '로그아웃되었습니다.',
  notKept: '이 페이지를 닫으면 전송 대기 중인 메시지가 사라집니다.',

  sessions: '대화',
  noSessions: '아직 대화가 없습니다.',
  untitled: '제목 없음',
  unread: (number) => `읽지 않은 메시지 ${number}개`,
  more: '더 보기',
  back: '뒤로',
  chooseSession: '대화를 선택하세요.',

  messages: '메시지',
  noMessages: '아직 메시지가 없습니다.',
  loading: '불러오는 중…',
  toEnd: '최신 메시지로 이동',
  newMessages: (number) => `새 메시지 ${number}개`,
  newLine: '새 메시지',

  ai: 'AI',
  agent: '에이전트',
  system: '시스템',
  somebody: '알 수 없는 사용자',
  deletedAccount: '삭제된 계정',
  edited: '수정됨',
  deleted: '삭제된 메시지입니다.',
  unreadable: '이 메시지는 복호화할 수 없습니다.',
  pending: '보내는 중…',
  failed: '전송 실패',
  seenBy: (number) => `${number}명이 읽음`,
  answerTo: (name) => `${name}님에게 답장`,
  actions: '작업',
  reply: '답장',
  edit: '수정',
  delete: '삭제',
  retry: '다시 시도',
  takeBack: '되돌리기',
  react: (emoji) => `${emoji} 반응 남기기`,
  reaction: (emoji, number) => `${emoji} ${number}개`,

  message: '메시지',
  write: '메시지를 입력하세요',
  send: '보내기',
  save: '저장',
  askAi: 'AI에게 묻기',
  letAiAnswer: 'AI에게 답 듣기',
  cancel: '취소',
  answering: (name) => `${name}님에게 답장하는 중`,
  editing: '메시지를 수정하는 중',
  mayNotWrite: '지금은 여기에 글을 쓸 수 없습니다.',

  writing: '작성 중…',
  stop: '중지',
  copy: '복사',
  copied: '복사됨',

  task: '작업',
  taskStatus: {
    queued: '대기 중',
    working: '진행 중',
    input_required: '답변 대기 중',
    completed: '완료',
    failed: '실패',
    canceled: '취소됨',
  },
  progress: '진행률',

  approvals: 'AI의 요청',
  toolAsks: 'AI가 도구를 사용하려고 합니다',
  toolFound: '결과는 나만 볼 수 있습니다',
  approve: '이번만 허용',
  approveAndShare: '허용하고 공유',
  deny: '허용 안 함',
  share: '공유',
  keep: '나만 보기',

  typing: (names, others) =>
    others > 0
      ? `${names.join(', ')}님 외 ${others}명이 입력하는 중…`
      : `${names.map((name) => `${name}님`).join(', ')}이 입력하는 중…`,

  here: (number) => `${number}명 접속 중`,
  status: { online: '온라인', away: '자리 비움', offline: '오프라인' },

  search: '검색',
  searchFor: '메시지 검색',
  nothingFound: '검색 결과가 없습니다.',
  close: '닫기',

  members: '참여자',
  roles: { owner: '소유자', admin: '관리자', member: '멤버' },
  silenced: '발언 제한됨',
};
