import Box from '@mui/material/Box';

/** The key of a button's shortcut, for those who see it: others hear `aria-keyshortcuts`. */
export function KeyHint({ children }: { readonly children: string }) {
  return (
    <Box component="kbd" aria-hidden sx={KEY}>
      {children}
    </Box>
  );
}

const KEY = {
  display: { xs: 'none', md: 'inline-block' },
  marginLeft: 1,
  fontFamily: 'inherit',
  fontSize: '0.75rem',
  lineHeight: 1.3,
  paddingInline: 0.75,
  border: '1px solid currentColor',
  borderRadius: 0.5,
} as const;
