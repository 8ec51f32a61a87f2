/** Whether this page was signed out under its reader. */
let isEnded = false;

/** It was: its reader is told so where they sign in again. */
export const noteEnd = (): void => void (isEnded = true);

/** Whether it was. */
export const wasEnded = (): boolean => isEnded;

/** Somebody has signed in again. */
export const forgetEnd = (): void => void (isEnded = false);
