ALTER TABLE "commands" ADD COLUMN "origin" uuid;
--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "error_mode" text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "problem" jsonb;
--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "first_position" bigint;
--> statement-breakpoint
DROP TABLE "editions";
--> statement-breakpoint
CREATE TABLE "purged" (
	"edition" text COLLATE "C" NOT NULL,
	"from_position" bigint NOT NULL,
	"to_position" bigint NOT NULL,
	"at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purged_edition_from_position_pk" PRIMARY KEY("edition","from_position"),
	CONSTRAINT "purged_not_main" CHECK ("purged"."edition" <> '')
);
--> statement-breakpoint
DROP TABLE "snapshots";
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"domain" text COLLATE "C" NOT NULL,
	"root" uuid NOT NULL,
	"edition" text COLLATE "C" DEFAULT '' NOT NULL,
	"next_sequence" bigint NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	"ext" jsonb,
	"subjects" text[] NOT NULL,
	"fingerprint" text NOT NULL,
	"retention" text COLLATE "C" NOT NULL,
	"state" jsonb,
	"key_id" uuid,
	"nonce" "bytea",
	"ciphertext" "bytea",
	"at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "snapshots_root_domain_edition_next_sequence_pk" PRIMARY KEY("root","domain","edition","next_sequence")
);
--> statement-breakpoint
ALTER TABLE "projections" ALTER COLUMN "key" SET DATA TYPE text COLLATE "C";
--> statement-breakpoint
CREATE INDEX "commands_source" ON "commands" USING btree ("source") WHERE "commands"."source" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "commands_correlation" ON "commands" USING btree ("correlation_id","at") WHERE "commands"."correlation_id" <> '';
--> statement-breakpoint
CREATE INDEX "commands_refused" ON "commands" USING btree ("at") WHERE "commands"."outcome" = 'refused';
--> statement-breakpoint
CREATE INDEX "events_correlation" ON "events" USING btree ("correlation_id","position") WHERE "events"."correlation_id" <> '';
--> statement-breakpoint
CREATE INDEX "events_streams" ON "events" USING btree ("edition","domain","root") WHERE "events"."sequence" = 0;
--> statement-breakpoint
CREATE INDEX "events_recorded" ON "events" USING brin ("recorded_at") WITH (autosummarize=true);
--> statement-breakpoint
CREATE INDEX "events_named" ON "events" USING brin ("event_id") WITH (autosummarize=true);
--> statement-breakpoint
CREATE INDEX "events_editions" ON "events" USING btree ("edition","position") WHERE "events"."edition" <> '';
--> statement-breakpoint
CREATE INDEX "snapshots_newest" ON "snapshots" USING btree ("position");
--> statement-breakpoint
CREATE INDEX "snapshots_subjects" ON "snapshots" USING gin ("subjects");
