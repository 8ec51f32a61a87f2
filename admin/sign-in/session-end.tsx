import { useLogout } from 'ra-core';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { onForbidden, onSignedOut } from '../lib/api.js';
import { noteEnd } from './ended.js';
import { ME_KEY } from './session.js';

/** Leads to signing in, and from there back to this page, when any call finds the session ended. */
export function SessionEnd() {
  const logout = useLogout();
  useEffect(
    () =>
      onSignedOut(() => {
        noteEnd();
        void logout({}, '/login', true);
      }),
    [logout],
  );
  // The role may have been changed: menu and buttons are to be those of the new one.
  const queries = useQueryClient();
  useEffect(
    () => onForbidden(() => void queries.invalidateQueries({ queryKey: ME_KEY })),
    [queries],
  );
  return null;
}
