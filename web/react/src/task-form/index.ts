export { TaskForm } from './TaskForm.js';
export type { TaskFormProps } from './TaskForm.js';
