import { useState } from 'react';
import { AddableByDialog } from './AddableByDialog';
import { Avatar } from './Avatar';
import { BlockListDialog } from './BlockListDialog';
import { useMe } from './context';
import { DeleteAccountDialog } from './DeleteAccountDialog';
import { ExportDialog } from './ExportDialog';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';
import { SecurityDialog } from './SecurityDialog';

/** Who is logged in; a click opens what they can do with their account. */
export function AccountMenu() {
  const me = useMe();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [dialog, setDialog] = useState<'security' | 'addable' | 'blocks' | 'export' | 'delete'>();
  const open = (which: typeof dialog) => () => {
    setAnchor(undefined);
    setDialog(which);
  };
  const close = () => setDialog(undefined);
  return (
    <>
      <button
        type="button"
        className="account-open"
        aria-haspopup="menu"
        aria-label={`Account of ${me.displayName}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar id={me.id} name={me.displayName} />
        <span className="account-name">
          <strong dir="auto">{me.displayName}</strong>
          <small className="muted">{me.email}</small>
        </span>
      </button>
      {anchor !== undefined && (
        <Popup anchor={anchor} label="Account" onClose={() => setAnchor(undefined)}>
          <MenuItem icon="lock" label="Password and logins" onChoose={open('security')} />
          <MenuItem icon="people" label="Who may add me" onChoose={open('addable')} />
          <MenuItem icon="block" label="Blocked people" onChoose={open('blocks')} />
          <MenuItem icon="download" label="Export my data" onChoose={open('export')} />
          <MenuItem icon="trash" label="Delete my account" danger onChoose={open('delete')} />
        </Popup>
      )}
      {dialog === 'security' && <SecurityDialog onClose={close} />}
      {dialog === 'addable' && <AddableByDialog onClose={close} />}
      {dialog === 'blocks' && <BlockListDialog onClose={close} />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
      {dialog === 'delete' && <DeleteAccountDialog onClose={close} />}
    </>
  );
}
