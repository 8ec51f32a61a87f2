import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles';
import { bwDarkTheme, bwLightTheme } from 'ra-ui-materialui';

/** Light or dark, as the system is. */
export type Mode = 'light' | 'dark';

/** What the base theme leaves to us: the surfaces, and colours that are legible on them. */
const COLOURS = {
  light: {
    page: '#fbfbfa',
    surface: '#ffffff',
    line: '#e5e5e2',
    soft: '#f3f3f1',
    text: '#171717',
    faint: '#5f5f5a',
    accent: '#3b5bdb',
    ok: '#1b7a3d',
    low: '#8f5400',
    bad: '#b3261e',
  },
  dark: {
    page: '#0c0d0e',
    surface: '#141517',
    line: '#2a2c30',
    soft: '#1d1f22',
    text: '#ededeb',
    faint: '#a3a39d',
    accent: '#8da4ff',
    ok: '#5cc984',
    low: '#e5a84b',
    bad: '#ff8a80',
  },
} as const;

const FONT =
  'Inter, "Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** The console's look: calm and outlined, on react-admin's black-and-white theme. */
export function themeOf(mode: Mode): Theme {
  const base: ThemeOptions = mode === 'dark' ? bwDarkTheme : bwLightTheme;
  const c = COLOURS[mode];
  return createTheme(
    {
      ...base,
      palette: {
        mode,
        primary: { main: c.text, contrastText: c.surface },
        secondary: { main: c.accent },
        success: { main: c.ok },
        warning: { main: c.low },
        error: { main: c.bad },
        info: { main: c.accent },
        divider: c.line,
        background: { default: c.page, paper: c.surface },
        text: { primary: c.text, secondary: c.faint },
        action: { hover: c.soft, selected: c.soft },
      },
      shape: { borderRadius: 6 },
      typography: {
        fontFamily: FONT,
        fontSize: 14,
        fontWeightMedium: 550,
        h1: { fontSize: '1.375rem', fontWeight: 650, letterSpacing: '-0.012em', lineHeight: 1.3 },
        h2: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.4 },
        body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
        button: { fontWeight: 550, fontSize: '0.8125rem' },
      },
    },
    { components: componentsOf(mode) },
  );
}

function componentsOf(mode: Mode): ThemeOptions['components'] {
  const c = COLOURS[mode];
  const flat = { backgroundColor: c.surface, borderColor: c.line };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        ':root': { colorScheme: mode },
        body: { backgroundColor: c.page, fontSize: '0.875rem', fontVariantNumeric: 'tabular-nums' },
        a: { color: 'inherit' },
        ':focus-visible': { outline: `2px solid ${c.accent}`, outlineOffset: 2 },
        'h1:focus': { outline: 'none' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animation: 'none !important', transition: 'none !important' },
        },
      },
    },
    MuiPaper: { styleOverrides: { root: { ...flat, backgroundImage: 'none' } } },
    MuiButton: {
      styleOverrides: {
        root: { minHeight: 34, padding: '4px 14px', whiteSpace: 'nowrap' },
        sizeSmall: { minHeight: 28, padding: '2px 10px' },
        outlined: { borderColor: c.line, '&:hover': { backgroundColor: c.soft } },
        contained: { '&:hover': { opacity: 0.88, backgroundColor: c.text } },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: { textTransform: 'none', padding: '5px 12px', borderColor: c.line },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: c.surface, fontSize: '0.875rem' },
        notchedOutline: { borderColor: mode === 'dark' ? '#6b6e74' : '#8a8a84' },
      },
    },
    MuiInputLabel: { styleOverrides: { root: { fontSize: '0.875rem' } } },
    MuiFormControl: { styleOverrides: { root: { backgroundColor: 'transparent' } } },
    MuiTableCell: {
      styleOverrides: {
        root: {
          borderBottomColor: c.line,
          fontSize: '0.8125rem',
          '&.MuiTableCell-sizeSmall': { padding: '9px 14px' },
        },
        head: { color: c.faint, fontWeight: 550, whiteSpace: 'nowrap', backgroundColor: 'inherit' },
      },
    },
    MuiFormControlLabel: { styleOverrides: { label: { fontSize: '0.875rem' } } },
    // By default white on white: shadows, which would show it, are none here.
    MuiSwitch: { styleOverrides: { switchBase: { color: c.faint } } },
    MuiTableSortLabel: { styleOverrides: { root: { color: c.faint } } },
    MuiTooltip: { defaultProps: { enterDelay: 400 } },
    MuiBackdrop: {
      styleOverrides: {
        root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(0 0 0 / 0.4)' } },
      },
    },
    MuiDialog: {
      styleOverrides: { root: { '& .MuiBackdrop-root': { backgroundColor: 'rgb(0 0 0 / 0.4)' } } },
    },
    MuiDrawer: { styleOverrides: { paper: { ...flat, borderBlock: 0 } } },
    MuiAlert: {
      styleOverrides: {
        root: { fontSize: '0.8125rem', alignItems: 'center', ...flat, color: c.text },
        message: { minWidth: 0, overflowWrap: 'anywhere' },
      },
    },
  };
}
