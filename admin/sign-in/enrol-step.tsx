import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { CopyButton, CopyIcon } from '../ui/copied.js';
import { Trouble, Waiting } from '../ui/states.js';
import { Frame, Refusal } from './frame.js';
import { CODE_INPUT, OneField } from './one-field.js';

const QR_PX = 176;

/** Sets up the app by a QR code or the secret in text, then shows the recovery codes once. */
export default function EnrolStep({ onDone }: { readonly onDone: () => void }) {
  const t = useWords();
  const [codes, setCodes] = useState<readonly string[]>();
  // Each call makes a new secret: once for as long as this step is open.
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-in', 'enrol'],
    queryFn: () => answerOf(api.POST('/v1/auth/enrol')),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <Frame title={t('sign_in.enrol_title')} why={t('sign_in.enrol_why')}>
      {data ? (
        <Secret enrolment={data} onConfirmed={setCodes} />
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting label={t('app.loading')} lines={4} />
      )}
    </Frame>
  );
}

interface SecretProps {
  readonly enrolment: Schemas['Enrolment'];
  readonly onConfirmed: (codes: readonly string[]) => void;
}

function Secret({ enrolment, onConfirmed }: SecretProps) {
  const t = useWords();
  const { mutate, error, isPending } = useChange({
    call: (code: string) => answerOf(api.POST('/v1/auth/enrol/confirm', { body: { code } })),
    onDone: ({ recovery_codes }) => onConfirmed(recovery_codes),
  });
  return (
    <>
      <Box sx={QR}>
        <QRCodeSVG value={enrolment.otpauth_uri} size={QR_PX} title={t('sign_in.qr')} />
      </Box>
      <Box sx={{ textAlign: 'center' }}>
        <Box component="code" sx={SECRET}>
          {(enrolment.secret.match(/.{1,4}/g) ?? []).map((group, n) => (
            <span key={n}>{group}</span>
          ))}
        </Box>
        <CopyIcon id={enrolment.secret} what={t('sign_in.secret')} />
      </Box>
      <Refusal error={error} wrong={t('sign_in.wrong_code')} />
      <OneField
        label={t('sign_in.code')}
        submit={t('sign_in.continue')}
        isBusy={isPending}
        input={CODE_INPUT}
        onSubmit={(code) => mutate(code.replaceAll(' ', ''))}
      />
    </>
  );
}

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useWords();
  return (
    <Frame title={t('sign_in.codes_title')} why={t('sign_in.codes_why')}>
      <Box component="ul" sx={CODES}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </Box>
      <CopyButton text={codes.join('\n')} label={t('sign_in.codes_copy')} />
      <Button variant="contained" onClick={onDone}>
        {t('sign_in.codes_kept')}
      </Button>
    </Frame>
  );
}

/** Apps read dark on light alone. */
const QR = {
  justifySelf: 'center',
  padding: 1.5,
  lineHeight: 0,
  backgroundColor: '#fff',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
} as const;
/** In groups, as it is typed by hand. */
const SECRET = {
  display: 'inline-flex',
  flexWrap: 'wrap',
  justifyContent: 'center',
  columnGap: 1,
  fontSize: '0.8125rem',
} as const;
const CODES = {
  listStyle: 'none',
  margin: 0,
  padding: 1.5,
  display: 'grid',
  justifyContent: 'center',
  gap: 0.75,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
} as const;
