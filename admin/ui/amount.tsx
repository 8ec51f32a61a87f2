import Box from '@mui/material/Box';
import { showAmount, type Sign } from '../lib/amount.js';
import { locale } from '../i18n/words.js';

interface AmountProps {
  /** A decimal string of the API. */
  readonly value: string;
  readonly sign?: Sign;
  /** Keeps room for so many decimals: the points of a column stand below each other. */
  readonly room?: number;
}

/** Credits, every digit of them. */
export function Amount({ value, sign = 'auto', room = 0 }: AmountProps) {
  const { whole, fraction } = showAmount(value, locale(), sign);
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {whole}
      <Box component="span" className="decimals" sx={room > 0 ? roomFor(room) : undefined}>
        {fraction}
      </Box>
    </Box>
  );
}

const roomFor = (decimals: number) => ({
  display: 'inline-block',
  minWidth: `calc(${decimals}ch + 0.32em)`,
  textAlign: 'left',
});
