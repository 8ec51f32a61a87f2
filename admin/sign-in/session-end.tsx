import { useLogout } from 'ra-core';
import { useEffect } from 'react';
import { onSignedOut } from '../lib/api.js';

/** Leads to signing in, and from there back to this page, when any call finds the session ended. */
export function SessionEnd() {
  const logout = useLogout();
  useEffect(() => onSignedOut(() => void logout({}, '/login', true)), [logout]);
  return null;
}
