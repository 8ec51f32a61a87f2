/** Unpacks the Chromium from npm, unless `CHROMIUM_PATH` names another or that was done before. */
import chromium from '@sparticuz/chromium';

if (!process.env['CHROMIUM_PATH']) await chromium.executablePath();
