export { fieldsOf, valuesOf } from './fields.js';
export type { Field, Schema, Values } from './fields.js';
export { paramsOf } from './params.js';
export { createTaskForm } from './taskform.js';
export type { TaskForm, TaskFormState } from './taskform.js';
export { formTextsIn } from './texts.js';
export type { FormTexts } from './texts.js';
