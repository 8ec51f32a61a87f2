/** Makes one attempt at a mail, in a process that can be killed: `node one-attempt.ts mail_…` */
import { openResources } from '../../../api/resources.js';
import { Config } from '../../../platform/config/config.js';
import { createLogger } from '../../../platform/log.js';
import { sendMail } from '../../../worker/mails/send-mail.js';
import { mailResources } from './mail-resources.js';

const config = Config.load();
const resources = await openResources(config, createLogger('attempt', 'silent'), 'worker');
const job = { mail_id: process.argv[2] ?? '', attempt: 1, waits: 0 };
await sendMail(mailResources(resources), job);
