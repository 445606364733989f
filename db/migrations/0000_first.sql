CREATE TABLE "commands" (
	"command_id" uuid NOT NULL,
	"edition" text COLLATE "C" DEFAULT '' NOT NULL,
	"caller" text NOT NULL,
	"domain" text COLLATE "C" NOT NULL,
	"root" uuid NOT NULL,
	"correlation_id" text DEFAULT '' NOT NULL,
	"ext" jsonb,
	"type" text COLLATE "C" NOT NULL,
	"data" jsonb NOT NULL,
	"source" uuid,
	"outcome" text COLLATE "C" NOT NULL,
	"first_sequence" bigint,
	"event_count" integer DEFAULT 0 NOT NULL,
	"at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commands_edition_command_id_pk" PRIMARY KEY("edition","command_id")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"id" integer PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "counter_one_row" CHECK ("counter"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "editions" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"purpose" text NOT NULL,
	"divergence" jsonb NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"discarded_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"domain" text COLLATE "C" NOT NULL,
	"root" uuid NOT NULL,
	"edition" text COLLATE "C" DEFAULT '' NOT NULL,
	"sequence" bigint NOT NULL,
	"position" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"schema_version" smallint NOT NULL,
	"data" jsonb NOT NULL,
	"correlation_id" text DEFAULT '' NOT NULL,
	"causation_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"external_id" text,
	"actor" text NOT NULL,
	"ext" jsonb,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"hash" text NOT NULL,
	"private_hash" text,
	"isolated" boolean DEFAULT false NOT NULL,
	"merged_from" text,
	CONSTRAINT "events_root_domain_edition_sequence_pk" PRIMARY KEY("root","domain","edition","sequence")
);
--> statement-breakpoint
CREATE TABLE "private_parts" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"key_id" uuid NOT NULL,
	"nonce" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"domain" text COLLATE "C" NOT NULL,
	"root" uuid NOT NULL,
	"edition" text COLLATE "C" DEFAULT '' NOT NULL,
	"sequence" bigint NOT NULL,
	"fingerprint" text NOT NULL,
	"retention" text COLLATE "C" NOT NULL,
	"state" jsonb,
	"key_id" uuid,
	"nonce" "bytea",
	"ciphertext" "bytea",
	"at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "snapshots_root_domain_edition_sequence_pk" PRIMARY KEY("root","domain","edition","sequence")
);
--> statement-breakpoint
CREATE TABLE "subject_keys" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"wrapped" "bytea",
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp(6) with time zone,
	CONSTRAINT "subject_keys_subject_unique" UNIQUE("subject")
);
--> statement-breakpoint
CREATE TABLE "consumers" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"owner" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp(6) with time zone,
	CONSTRAINT "consumers_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "timeouts" (
	"process" text NOT NULL,
	"key" text NOT NULL,
	"edition" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"due_at" bigint NOT NULL,
	"data" jsonb,
	CONSTRAINT "timeouts_process_key_edition_name_pk" PRIMARY KEY("process","key","edition","name")
);
--> statement-breakpoint
CREATE TABLE "projections" (
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"key" text NOT NULL,
	"row" jsonb NOT NULL,
	"row_version" bigint NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "projections_projection_version_key_pk" PRIMARY KEY("projection","version","key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"player" uuid,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "events_position" ON "events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "events_command" ON "events" USING btree ("command_id");--> statement-breakpoint
CREATE UNIQUE INDEX "events_external" ON "events" USING btree ("root","domain","edition","external_id") WHERE "events"."external_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "timeouts_due" ON "timeouts" USING btree ("due_at");