import { Store } from './store';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'cogo.theme';

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

export const theme = new Store<Theme>(stored());

function apply(): void {
  const value = theme.get();
  if (value === 'system') {
    delete document.documentElement.dataset['theme'];
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset['theme'] = value;
    localStorage.setItem(KEY, value);
  }
}

theme.subscribe(apply);
apply();
