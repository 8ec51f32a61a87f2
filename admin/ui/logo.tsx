import { useTheme } from '@mui/material/styles';

/** The mark of Scrip. */
export function Logo() {
  const { palette } = useTheme();
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill={palette.text.primary} />
      <path
        d="M20.5 11.2c-1-1.4-2.6-2.2-4.6-2.2-2.7 0-4.6 1.4-4.6 3.5 0 4.8 9.6 2 9.6 7 0 2.2-2 3.6-4.9 3.6-2.2 0-4-.9-5-2.5"
        fill="none"
        stroke={palette.background.paper}
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
