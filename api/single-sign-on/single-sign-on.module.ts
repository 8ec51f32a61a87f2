import { Module } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { Attempts } from './attempts.js';
import { Provider } from './provider.js';
import { SignOnHandler } from './sign-on.js';
import { SingleSignOnController } from './single-sign-on.controller.js';

/** Single sign-on by OpenID Connect, where a provider is set up. */
@Module({
  imports: [StaffModule, SignInModule],
  controllers: [SingleSignOnController],
  providers: [
    Attempts,
    SignOnHandler,
    {
      provide: Provider,
      inject: [Config],
      useFactory: ({ oidc }: Config) => (oidc ? new Provider(oidc) : null),
    },
  ],
})
export class SingleSignOnModule {}
