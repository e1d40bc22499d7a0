import { createRoot } from 'react-dom/client';
import './state/theme';
import './ui/styles/base.css';
import './ui/styles/layout.css';
import './ui/styles/chat.css';
import { Account } from './state/account';
import { speakOwn } from './state/language';
import { comeBack } from './state/sso';
import { App } from './ui/App';

await speakOwn();
const notice = await comeBack();
const account = new Account(notice);

createRoot(document.getElementById('root')!).render(<App account={account} />);
