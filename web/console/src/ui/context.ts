import { createContext, useContext } from 'react';
import type { User } from '../types';
import { useStore } from '../state/store';
import type { Workspace } from '../state/workspace';

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) {
    throw new Error('there is no workspace around this component');
  }
  return workspace;
}

/** Who is logged in. */
export function useMe(): User {
  const state = useStore(useWorkspace().account.state);
  if (state.status !== 'in') {
    throw new Error('nobody is logged in');
  }
  return state.user;
}
