/** What the form of a task says. A language that lacks a text does not compile. */
export interface FormTexts {
  readonly agent: string;
  readonly taskType: string;
  readonly taskTypeHint: string;
  readonly params: string;
  readonly paramsHint: string;
  readonly noParams: string;
  readonly start: string;
  readonly noAgents: string;
  readonly optional: string;
  readonly choose: string;
  readonly oneALine: string;
  readonly missing: string;
  readonly notNumber: string;
  readonly notWhole: string;
  readonly least: (n: number) => string;
  readonly most: (n: number) => string;
  readonly above: (n: number) => string;
  readonly below: (n: number) => string;
  readonly multiple: (n: number) => string;
  readonly shortest: (n: number) => string;
  readonly longest: (n: number) => string;
  readonly fewest: (n: number) => string;
  readonly mostLines: (n: number) => string;
  readonly notJson: string;
  readonly notObject: string;
}

const en: FormTexts = {
  agent: 'Agent',
  taskType: 'Task type',
  taskTypeHint: 'What the agent understands, such as word_count.',
  params: 'Parameters',
  paramsHint: 'A JSON object, such as {"text": "one two"}.',
  noParams: 'This task needs nothing else.',
  start: 'Start task',
  noAgents: 'No agent takes tasks here.',
  optional: 'optional',
  choose: 'Choose …',
  oneALine: 'One a line.',
  missing: 'This is needed.',
  notNumber: 'This must be a number.',
  notWhole: 'This must be a whole number.',
  least: (n) => `At least ${n}.`,
  most: (n) => `At most ${n}.`,
  above: (n) => `More than ${n}.`,
  below: (n) => `Less than ${n}.`,
  multiple: (n) => `A multiple of ${n}.`,
  shortest: (n) => `At least ${n} characters.`,
  longest: (n) => `At most ${n} characters.`,
  fewest: (n) => `At least ${n} lines.`,
  mostLines: (n) => `At most ${n} lines.`,
  notJson: 'This is not JSON.',
  notObject: 'This must be a JSON object, such as {"depth": 2}.',
};

const ko: FormTexts = {
  agent: '에이전트',
  taskType: '작업 종류',
  taskTypeHint: '에이전트가 이해하는 이름, 예: word_count.',
  params: '매개변수',
  paramsHint: 'JSON 객체, 예: {"text": "하나 둘"}.',
  noParams: '이 작업에는 더 필요한 것이 없습니다.',
  start: '작업 시작',
  noAgents: '여기에는 작업을 맡을 에이전트가 없습니다.',
  optional: '선택',
  choose: '선택하세요…',
  oneALine: '한 줄에 하나씩.',
  missing: '필수 항목입니다.',
  notNumber: '숫자여야 합니다.',
  notWhole: '정수여야 합니다.',
  least: (n) => `${n} 이상이어야 합니다.`,
  most: (n) => `${n} 이하여야 합니다.`,
  above: (n) => `${n}보다 커야 합니다.`,
  below: (n) => `${n}보다 작아야 합니다.`,
  multiple: (n) => `${n}의 배수여야 합니다.`,
  shortest: (n) => `${n}자 이상이어야 합니다.`,
  longest: (n) => `${n}자 이하여야 합니다.`,
  fewest: (n) => `${n}줄 이상이어야 합니다.`,
  mostLines: (n) => `${n}줄 이하여야 합니다.`,
  notJson: 'JSON이 아닙니다.',
  notObject: 'JSON 객체여야 합니다. 예: {"depth": 2}.',
};

const ja: FormTexts = {
  agent: 'エージェント',
  taskType: 'タスクの種類',
  taskTypeHint: 'エージェントが理解する名前。例：word_count。',
  params: 'パラメーター',
  paramsHint: 'JSON オブジェクト。例：{"text": "一つ 二つ"}。',
  noParams: 'このタスクに他に必要なものはありません。',
  start: 'タスクを開始',
  noAgents: 'ここにはタスクを受けるエージェントがいません。',
  optional: '任意',
  choose: '選んでください…',
  oneALine: '1 行に 1 つ。',
  missing: '必須の項目です。',
  notNumber: '数値を入力してください。',
  notWhole: '整数を入力してください。',
  least: (n) => `${n} 以上にしてください。`,
  most: (n) => `${n} 以下にしてください。`,
  above: (n) => `${n} より大きくしてください。`,
  below: (n) => `${n} より小さくしてください。`,
  multiple: (n) => `${n} の倍数にしてください。`,
  shortest: (n) => `${n} 文字以上にしてください。`,
  longest: (n) => `${n} 文字以下にしてください。`,
  fewest: (n) => `${n} 行以上にしてください。`,
  mostLines: (n) => `${n} 行以下にしてください。`,
  notJson: 'JSON ではありません。',
  notObject: 'JSON オブジェクトにしてください。例：{"depth": 2}。',
};

const zh: FormTexts = {
  agent: '智能体',
  taskType: '任务类型',
  taskTypeHint: '智能体能理解的名称，例如 word_count。',
  params: '参数',
  paramsHint: 'JSON 对象，例如 {"text": "一 二"}。',
  noParams: '此任务不需要其他内容。',
  start: '开始任务',
  noAgents: '这里没有接受任务的智能体。',
  optional: '可选',
  choose: '请选择…',
  oneALine: '每行一个。',
  missing: '此项必填。',
  notNumber: '必须是数字。',
  notWhole: '必须是整数。',
  least: (n) => `不得小于 ${n}。`,
  most: (n) => `不得大于 ${n}。`,
  above: (n) => `必须大于 ${n}。`,
  below: (n) => `必须小于 ${n}。`,
  multiple: (n) => `必须是 ${n} 的倍数。`,
  shortest: (n) => `至少 ${n} 个字符。`,
  longest: (n) => `最多 ${n} 个字符。`,
  fewest: (n) => `至少 ${n} 行。`,
  mostLines: (n) => `最多 ${n} 行。`,
  notJson: '不是有效的 JSON。',
  notObject: '必须是 JSON 对象，例如 {"depth": 2}。',
};

const es: FormTexts = {
  agent: 'Agente',
  taskType: 'Tipo de tarea',
  taskTypeHint: 'Lo que el agente entiende, como word_count.',
  params: 'Parámetros',
  paramsHint: 'Un objeto JSON, como {"text": "uno dos"}.',
  noParams: 'Esta tarea no necesita nada más.',
  start: 'Iniciar tarea',
  noAgents: 'Aquí ningún agente acepta tareas.',
  optional: 'opcional',
  choose: 'Elige…',
  oneALine: 'Uno por línea.',
  missing: 'Este dato es necesario.',
  notNumber: 'Debe ser un número.',
  notWhole: 'Debe ser un número entero.',
  least: (n) => `Como mínimo ${n}.`,
  most: (n) => `Como máximo ${n}.`,
  above: (n) => `Más de ${n}.`,
  below: (n) => `Menos de ${n}.`,
  multiple: (n) => `Un múltiplo de ${n}.`,
  shortest: (n) => `Al menos ${n} caracteres.`,
  longest: (n) => `Como máximo ${n} caracteres.`,
  fewest: (n) => `Al menos ${n} líneas.`,
  mostLines: (n) => `Como máximo ${n} líneas.`,
  notJson: 'Esto no es JSON.',
  notObject: 'Debe ser un objeto JSON, como {"depth": 2}.',
};

const LANGUAGES: Readonly<Record<string, FormTexts>> = { en, ko, ja, zh, es };

/** The form's texts in a language (`ko`, `pt-BR`); English where there are none. */
export function formTextsIn(language: string): FormTexts {
  return LANGUAGES[language.toLowerCase().split('-', 1)[0]!] ?? en;
}
