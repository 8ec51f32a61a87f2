import { defineMigration } from './migration.js';

/** People who use the console, their sessions and invitations, and attempts to sign in. */
export const staff = defineMigration(17, 'staff', {
  up: `
    CREATE TABLE app.staff (
      id text NOT NULL,
      email text NOT NULL CONSTRAINT staff_email_lower CHECK (email = lower(email)),
      name text NOT NULL,
      role text NOT NULL,
      active boolean NOT NULL DEFAULT true,
      needs_totp boolean NOT NULL DEFAULT true,
      password_hash text,
      totp_secret text,
      totp_step integer,
      recovery_codes bytea[] NOT NULL DEFAULT '{}',
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT staff_pkey PRIMARY KEY (id)
    );
    CREATE UNIQUE INDEX staff_email ON app.staff (email);
    CREATE INDEX staff_created ON app.staff (created_at, id);
    COMMENT ON COLUMN app.staff.totp_secret IS 'Sealed under SCRIP_SECRET_KEY';
    COMMENT ON COLUMN app.staff.totp_step IS 'Time step of the last code taken: none is taken twice';
    COMMENT ON COLUMN app.staff.recovery_codes IS 'SHA-256 of each code that is left';

    CREATE TABLE app.staff_sessions (
      id text NOT NULL,
      hash bytea NOT NULL CONSTRAINT staff_sessions_hash_check CHECK (octet_length(hash) = 32),
      staff_id text NOT NULL CONSTRAINT staff_sessions_staff_fkey REFERENCES app.staff (id),
      stage text NOT NULL,
      enrol_secret text,
      address text NOT NULL,
      user_agent text,
      created_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      step_up_until timestamptz,
      CONSTRAINT staff_sessions_pkey PRIMARY KEY (id)
    );
    CREATE INDEX staff_sessions_staff ON app.staff_sessions (staff_id, created_at);
    COMMENT ON COLUMN app.staff_sessions.hash IS 'SHA-256 of the cookie; it is kept nowhere itself';
    COMMENT ON COLUMN app.staff_sessions.enrol_secret IS
      'TOTP secret that waits for its first code, sealed under SCRIP_SECRET_KEY';

    CREATE TABLE app.staff_invites (
      staff_id text NOT NULL CONSTRAINT staff_invites_staff_fkey REFERENCES app.staff (id),
      hash bytea NOT NULL CONSTRAINT staff_invites_hash_check CHECK (octet_length(hash) = 32),
      expires_at timestamptz NOT NULL,
      CONSTRAINT staff_invites_pkey PRIMARY KEY (staff_id)
    );
    COMMENT ON COLUMN app.staff_invites.hash IS 'SHA-256 of the token; it is kept nowhere itself';

    CREATE TABLE app.role_limits (
      role text NOT NULL,
      per_action bigint NOT NULL,
      per_day bigint NOT NULL,
      updated_by text,
      updated_at timestamptz,
      CONSTRAINT role_limits_pkey PRIMARY KEY (role)
    );
    INSERT INTO app.role_limits (role, per_action, per_day) VALUES
      ('support', 500000000, 5000000000),
      ('lead', 5000000000, 50000000000);

    CREATE TABLE app.sign_in_attempts (
      key varchar(255) NOT NULL,
      points integer NOT NULL DEFAULT 0,
      expire bigint,
      CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (key)
    );
    COMMENT ON TABLE app.sign_in_attempts IS
      'Attempts at passwords and codes, counted by rate-limiter-flexible';`,
  down: `
    DROP TABLE app.sign_in_attempts;
    DROP TABLE app.role_limits;
    DROP TABLE app.staff_invites;
    DROP TABLE app.staff_sessions;
    DROP TABLE app.staff;`,
});
