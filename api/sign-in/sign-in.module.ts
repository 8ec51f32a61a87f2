import { Module } from '@nestjs/common';
import { StaffModule } from '../staff/staff.module.js';
import { DemoStaffController } from './demo-staff.controller.js';
import { MakeDemoStaffHandler } from './make-demo-staff.js';
import { FirstAdmin } from './first-admin.js';
import { GetMe } from './get-me.js';
import { Guesses } from './guesses.js';
import { MeController } from './me.controller.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { SignInController } from './sign-in.controller.js';
import { AcceptInvitationHandler } from './accept-invitation.js';
import { ConfirmTotpHandler } from './confirm-totp.js';
import { EnrolTotpHandler } from './enrol-totp.js';
import { SignInHandler } from './sign-in.js';
import { SignInWithCodeHandler } from './sign-in-with-code.js';
import { SignOutHandler } from './sign-out.js';
import { StepUpHandler } from './step-up.js';
import { Steps } from './steps.js';

/** How people sign in to the console, and what they see of their own sessions. */
@Module({
  imports: [StaffModule],
  controllers: [SignInController, MeController, DemoStaffController],
  providers: [
    FirstAdmin,
    MakeDemoStaffHandler,
    GetMe,
    Guesses,
    Passwords,
    SecondFactor,
    Steps,
    AcceptInvitationHandler,
    ConfirmTotpHandler,
    EnrolTotpHandler,
    SignInHandler,
    SignInWithCodeHandler,
    SignOutHandler,
    StepUpHandler,
  ],
  exports: [FirstAdmin, Guesses, Passwords, Steps],
})
export class SignInModule {}
